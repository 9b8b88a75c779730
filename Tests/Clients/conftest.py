"""Notebooks for the clients to run, and the programs of this environment."""

import os
import pathlib
import sys

import nbformat
import pytest

LIMIT = 120  # seconds; generous, for CI machines are slow: a test never asserts a time
KERNEL = "cuaderno"
PROGRAMS = pathlib.Path(sys.executable).parent
ENVIRONMENT = {**os.environ, "PATH": f"{PROGRAMS}:{os.environ['PATH']}"}


def write_notebook(path, *cells):
    """Writes a notebook of code cells; a cell may be a pair of source and tags."""
    notebook = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {"name": KERNEL, "display_name": "Swift (Cuaderno)", "language": "swift"},
            "language_info": {"name": "swift", "file_extension": ".swift"},
        })
    for cell in cells:
        source, tags = cell if isinstance(cell, tuple) else (cell, [])
        made = nbformat.v4.new_code_cell(source)
        made.metadata["tags"] = tags
        notebook.cells.append(made)
    nbformat.write(notebook, path)
    return path


@pytest.fixture
def make_notebook(tmp_path):
    return lambda *cells: write_notebook(tmp_path / "notebook.ipynb", *cells)


def text_of(cell):
    """All text of a cell's outputs, but for standard error."""
    parts = []
    for output in cell.outputs:
        parts.append("" if output.get("name") == "stderr" else output.get("text", ""))
        parts.append(output.get("data", {}).get("text/plain", ""))
    return "".join(parts)
