"""What README.md and docs/ show runs as it stands there: the Swift and the commands of each page, block by block in one session."""

import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# A block marked `swift no-run` shows a fragment; what stands in a block without a language is no code unless it is commands.
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page):
    return [
        text for language, text in BLOCK.findall(page.read_text(encoding="utf-8"))
        if language == "swift" or (language == "" and text.startswith("%"))
    ]


def test_there_are_pages_with_code():
    assert sum(len(blocks(page)) for page in PAGES) >= 3


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=lambda page: page.name)
def test_code_of_a_page_runs(notebook, page):
    for text in blocks(page):
        run = notebook.run(text, ok=None)
        assert run.error is None, f"{page.name}:\n{text}\n{run.traceback}"
        assert run.stream("stderr") == "", f"a page shows code that the compiler warns of: {text}"
