"""What README.md and docs/ show runs as it stands there: the Swift and the commands of each page, block by block in one session."""

import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# A block marked `swift no-run` shows a fragment; what stands in a block without a language is no code unless it is commands or shell lines.
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fences(page):
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def blocks(page):
    return [text for kind, text in fences(page) if kind == "swift" or (kind == "" and text.startswith(("%", "!")))]


def test_there_are_pages_with_code():
    assert sum(len(blocks(page)) for page in PAGES) >= 3


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=lambda page: page.name)
def test_code_of_a_page_runs(notebook, page):
    shown = {second[1] for first, second in zip(fences(page), fences(page)[1:]) if first[1].endswith(" --swift\n")}
    for text in blocks(page):
        run = notebook.run(text, ok=None)
        assert run.error is None, f"{page.name}:\n{text}\n{run.traceback}"
        assert run.stream("stderr") == "", f"a page shows code that the compiler warns of: {text}"
        if text.endswith(" --swift\n"):
            # What the page says is printed is what is printed.
            assert run.contents("display_data")[-1]["data"]["text/plain"] + "\n" in shown


def test_the_page_of_the_commands_shows_each(notebook):
    commands = set(re.findall(r"^ +%(\w+) ", notebook.run("%help").stream(), re.MULTILINE))
    page = ROOT / "docs" / "commands.md"
    assert commands and commands <= set(re.findall(r"^%(\w+)", "\n".join(blocks(page)), re.MULTILINE))
    assert commands <= set(re.findall(r"^## `%(\w+)`", page.read_text(encoding="utf-8"), re.MULTILINE))
