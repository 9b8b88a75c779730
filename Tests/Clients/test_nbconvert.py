"""nbconvert: executes a notebook and writes it in the usual formats."""

import json
import subprocess

import pytest

from conftest import ENVIRONMENT, LIMIT, PROGRAMS


def convert(*arguments):
    return subprocess.run(
        [PROGRAMS / "jupyter", "nbconvert", *map(str, arguments)], env=ENVIRONMENT, capture_output=True, text=True,
        timeout=LIMIT)


@pytest.mark.parametrize(
    ("form", "ending", "expected"),
    [
        ("notebook", "nbconvert.ipynb", '"text/plain": '),
        ("html", "html", "<span class"),
        ("markdown", "md", "```swift"),
        ("script", "swift", "let seven = 7"),
        ("asciidoc", "asciidoc", "[source, swift]"),
    ])
def test_formats(make_notebook, tmp_path, form, ending, expected):
    source = make_notebook("let seven = 7\nseven * 6", "%data xor\n%plot data xor")
    answer = convert("--execute", "--to", form, source)
    assert answer.returncode == 0, answer.stderr
    text = (tmp_path / f"notebook.{ending}").read_text()
    assert expected in text
    if form != "script":
        assert "42" in text
    if form == "html":
        assert "data:image/svg+xml" in text, "the picture is in the page"
    if form == "notebook":
        assert json.loads(text)["metadata"]["language_info"]["file_extension"] == ".swift"


def test_an_error_is_told(make_notebook):
    answer = convert("--execute", "--to", "html", make_notebook("let x: Int = \"text\""))
    assert answer.returncode != 0
    assert "cannot convert value" in answer.stderr
