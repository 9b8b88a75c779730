"""nbconvert: executes a notebook and writes it in the usual formats."""

import json
import re
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


def test_colours_of_swift_and_commands(make_notebook, tmp_path):
    answer = convert(
        "--to", "html", make_notebook("%data moons --noise 0.1\n!ls *.csv\nlet after = \"a\" // remark\nfor i in 0..<3 {}"))
    assert answer.returncode == 0, answer.stderr
    html = (tmp_path / "notebook.html").read_text()
    code = re.search(r'<div class="highlight.*?</pre>', html, re.DOTALL)[0]
    kinds = {text.strip(): kind for kind, text in re.findall(r'<span class="(\w+)">([^<]*)</span>', code)}
    assert kinds["let"].startswith("k") and kinds["for"].startswith("k"), "keywords"
    assert kinds["// remark"].startswith("c")
    assert "err" not in kinds.values(), f"shown as errors: {kinds}"
