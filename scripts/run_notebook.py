"""Runs a notebook with nbclient and leaves it, its HTML page and its pictures in a folder."""

import argparse
import pathlib
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter


def pictures(notebook, folder, stem):
    """Writes each SVG of the notebook as a file and returns the paths."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            svg = output.get("data", {}).get("image/svg+xml")
            if svg:
                path = folder / f"{stem}-{len(found) + 1:02}.svg"
                path.write_text(svg if isinstance(svg, str) else "".join(svg), encoding="utf-8")
                found.append(path)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebook", type=pathlib.Path)
    parser.add_argument("--output-dir", type=pathlib.Path, default=pathlib.Path("out"))
    parser.add_argument("--kernel", default="cuaderno")
    parser.add_argument("--in-place", action="store_true", help="store the outputs in the notebook itself, too")
    arguments = parser.parse_args()

    arguments.output_dir.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.read(arguments.notebook, as_version=4)
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    print(f"==> Running {arguments.notebook} ({cells} cells)", flush=True)
    done = 0

    def tick(cell, cell_index, execute_reply):
        nonlocal done
        done += 1
        print(f"\r    {done}/{cells}", end="", flush=True)

    client = NotebookClient(
        notebook, kernel_name=arguments.kernel, timeout=300, on_cell_executed=tick,
        resources={"metadata": {"path": str(arguments.notebook.resolve().parent)}},
    )
    start = time.monotonic()
    failure = None
    try:
        client.execute()
    except CellExecutionError as error:
        failure = error
    print(f"\r    {done}/{cells} cells in {time.monotonic() - start:.1f} s")

    for cell in notebook.cells:
        # When each cell ran is of no interest to a reader, and would make every run another file.
        cell.metadata.pop("execution", None)
    stem = arguments.notebook.stem
    executed = arguments.output_dir / f"{stem}.ipynb"
    nbformat.write(notebook, executed)
    if arguments.in_place and failure is None:
        nbformat.write(notebook, arguments.notebook)
    page = arguments.output_dir / f"{stem}.html"
    page.write_text(HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    drawn = pictures(notebook, arguments.output_dir, stem)
    print(f"Executed notebook  {executed}")
    print(f"HTML page          {page}")
    for path in drawn:
        print(f"Picture            {path}")
    if failure is not None:
        print(failure, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
