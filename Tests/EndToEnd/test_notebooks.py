"""Every notebook runs from top to bottom and says what its stored outputs say."""

import pathlib
import re

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = pathlib.Path(__file__).parents[2] / "notebooks"


def text_outputs(cell):
    """What a cell printed and returned as text. Pictures say how long a training took, so their words are left out."""
    found = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream" and output.name == "stdout":
            found.append(output.text)
        elif output.output_type == "execute_result":
            found.append(output.data["text/plain"])
    return "".join(found)


def pictures(notebook):
    return [
        output.data["image/svg+xml"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/svg+xml" in output.get("data", {})
    ]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_runs_as_stored(path):
    stored = nbformat.read(path, as_version=4)
    fresh = nbformat.read(path, as_version=4)
    for cell in fresh.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    NotebookClient(
        fresh, kernel_name="cuaderno", timeout=300, resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    assert len(pictures(stored)) >= 5, "stored with its outputs"
    assert len(pictures(fresh)) == len(pictures(stored))
    for before, after in zip(stored.cells, fresh.cells):
        if before.cell_type == "code":
            assert text_outputs(after) == text_outputs(before), before.source
            assert not any(output.output_type == "error" for output in after.outputs)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda path: path.stem)
def test_pictures_follow_the_rules(path):
    names = []
    for svg in pictures(nbformat.read(path, as_version=4)):
        assert re.match(r'(<\?xml[^>]*>\s*)?<svg [^>]*xmlns="http://www.w3.org/2000/svg"', svg)
        for needed in ["viewBox=", "<title", "<desc"]:
            assert needed in svg
        for forbidden in ["<script", "foreignObject", "currentColor"]:
            assert forbidden not in svg
        names.append(re.findall(r'\bid="([^"]+)"', svg))
    for picture in names:
        assert len(set(picture)) == len(picture), "an id is there once"
