"""Every notebook of the course runs from top to bottom, says and shows what it is stored with, and its solutions run.

The notebooks run two at a time, each in a kernel of its own. A cell that hangs is ended after LIMIT seconds; how long each
notebook took is printed and never asserted.
"""

import concurrent.futures
import datetime
import pathlib
import re
import time

import nbformat
import pytest
from nbclient import NotebookClient
from notebook_comparison import cell_difference, text_difference

FOLDER = pathlib.Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
COURSE = {
    "00-indice", "01-introduccion", "02-perceptron", "03-combinar-perceptrones", "04-descenso-de-gradiente",
    "05-funciones-de-perdida", "06-optimizadores", "07-redes-completamente-conectadas", "08-arquitecturas-por-problema",
    "09-mas-arquitecturas", "10-bibliotecas", "11-apendice",
}
LIMIT = 300
LINES = 25
of_each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def solutions(notebook):
    """The Swift and the commands of the hidden solutions, in order; what is marked as another language is text."""
    hidden = [
        block
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for block in re.findall(r"<details>.*?</details>", cell.source, re.DOTALL)
    ]
    fences = [fence for block in hidden for fence in re.findall(r"```(\w*)\n(.*?)\n```", block, re.DOTALL)]
    return [code for language, code in fences if language in ("", "swift")]


def execute(path):
    """The notebook run anew, with its solutions behind it, and the seconds it took."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    for code in solutions(notebook):
        notebook.cells.append(nbformat.v4.new_code_cell(code, metadata={"tags": ["solution"]}))
    start = time.monotonic()
    NotebookClient(
        notebook, kernel_name="cuaderno", timeout=LIMIT, allow_errors=True, resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    return notebook, time.monotonic() - start


@pytest.fixture(scope="module")
def runs(request):
    """A future for each notebook that is asked for; at the end, how long each took."""
    asked = {item.callspec.params.get("path") for item in request.session.items if hasattr(item, "callspec")}
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        futures = {path: pool.submit(execute, path) for path in NOTEBOOKS if path in asked}
        yield futures
    capture = request.config.pluginmanager.get_plugin("capturemanager")
    with capture.global_and_fixture_disabled():
        for path, future in futures.items():
            if future.exception() is None:
                print("\n" + report(path, *future.result()), end="", flush=True)


def report(path, notebook, seconds):
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    slowest = max(cells, key=duration, default=None)
    slow = f"; slowest cell {slowest.id}, {duration(slowest):.1f} s" if slowest else ""
    return f"{path.stem}: {len(cells)} cells and {len(pictures(notebook))} pictures in {seconds:.1f} s{slow}"


def duration(cell):
    """From when a cell began to run until it had answered."""
    times = cell.metadata.get("execution", {})
    if not {"iopub.execute_input", "shell.execute_reply"} <= times.keys():
        return 0
    begin, end = (
        datetime.datetime.fromisoformat(times[key].replace("Z", "+00:00"))
        for key in ("iopub.execute_input", "shell.execute_reply")
    )
    return (end - begin).total_seconds()


def pictures(notebook):
    return [
        output.data["image/svg+xml"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/svg+xml" in output.get("data", {})
    ]


@of_each
def test_a_notebook_runs_as_stored(path, runs):
    stored = nbformat.read(path, as_version=4)
    fresh, _ = runs[path].result()
    assert pictures(stored), "stored with its outputs"
    for before, after in zip(stored.cells, fresh.cells):
        if before.cell_type == "code":
            difference = cell_difference(before, after)
            assert difference is None, f"cell {before.id}: {difference}\n{before.source}"
    for cell in fresh.cells:
        # A crash that is shown on purpose is tagged, as Jupyter's tools know it.
        if "raises-exception" in cell.metadata.get("tags", []):
            continue
        for output in cell.get("outputs", []):
            assert output.output_type != "error", f"{output.get('evalue')}\n{cell.source}"
            assert output.get("name") != "stderr", f"{output.get('text')}\n{cell.source}"


@of_each
def test_a_notebook_has_its_parts(path):
    assert path.stem in COURSE
    notebook = nbformat.read(path, as_version=4)
    cells = notebook.cells
    assert cells[0].source.startswith(f"# {path.stem[:2]} · ")
    assert len({cell.id for cell in cells}) == len(cells)
    for cell in cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= LINES, f"longer than a screen:\n{cell.source}"
    for target in re.findall(r"\]\(([^)#:]+)\)", "\n".join(c.source for c in cells if c.cell_type == "markdown")):
        found = FOLDER / target
        assert found.exists() or found.stem in COURSE, f"a link to {target}, which is nowhere"
    if path.stem == "00-indice":
        return
    assert "**Objetivos" in cells[1].source
    exercises = next(cell.source for cell in cells if re.match(r"## (?:\d+\. )?Ejercicios", cell.source))
    asked = len(re.findall(r"(?m)^\d+\. ", exercises))
    hidden = "\n".join(cell.source for cell in cells).count("<details><summary>")
    assert asked == hidden >= 3, f"{asked} exercises, {hidden} solutions"
    assert "00-indice.ipynb" in cells[-1].source


@of_each
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


def test_the_table_of_the_slides_names_cells_that_exist():
    table = (FOLDER.parent / "docs" / "diapositivas.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(\.\./notebooks/([^)]+)\)[^`\n]*`(\w+)`", table)
    assert len(named) > 40
    for name in {name for name, _ in named}:
        cells = {cell.id: cell for cell in nbformat.read(FOLDER / name, as_version=4).cells}
        assert {cell for notebook, cell in named if notebook == name} <= cells.keys(), name


@pytest.mark.parametrize(
    "stored, fresh, is_same",
    [
        ("loss 0.4561", "loss 0.4570", True),
        ("loss 0.4561", "loss 0.4961", False),
        ("w = -3.5e-05", "w = 1.2e-06", True),  # zero, but for rounding
        ("converged after 7 updates", "converged after 8 updates", False),
        ("7 updates", "7.0 updates", True),
        ("class 0", "class 1", False),
        ("done in 4 ms", "done in 1.25 s", True),
        ("4 steps", "5 steps", False),  # no seconds
        ("[[ 0.5000],\n [-1]]", "[[0.5000],\n [-1]]", True),
        ("x = 1", "y = 1", False),
        ("one", "one two", False),
        ("−0.5 to 1", "0.5 to 1", False),
    ],
)
def test_differences_are_found(stored, fresh, is_same):
    assert (text_difference(stored, fresh) is None) == is_same


@pytest.mark.parametrize(
    "change, is_same",
    [
        (lambda cell: None, True),
        (lambda cell: cell.outputs.pop(), False),  # a picture is missing
        (lambda cell: cell.outputs.append(cell.outputs[1]), False),
        (lambda cell: cell.outputs[1].data.update({"image/svg+xml": "<svg><title>Another</title></svg>"}), False),
        (lambda cell: cell.outputs.insert(0, nbformat.v4.new_output("stream", text="more")), False),
        (lambda cell: cell.outputs.append(nbformat.v4.new_output("error", ename="Trap")), False),
    ],
)
def test_changed_cells_are_found(change, is_same):
    def cell():
        picture = {"image/svg+xml": "<svg><title>Loss</title></svg>", "text/plain": "Loss."}
        return nbformat.v4.new_code_cell(
            "%plot loss net",
            outputs=[
                nbformat.v4.new_output("stream", text="net: 3 parameters"),
                nbformat.v4.new_output("display_data", data=picture),
            ],
        )

    changed = cell()
    change(changed)
    assert (cell_difference(cell(), changed) is None) == is_same


def test_how_many_trainings_of_a_cell_are_drawn_is_chance():
    def cell(*names):
        svg = "<svg><title>Training {} on moons</title></svg>"
        data = [{"image/svg+xml": svg.format(name), "text/plain": "[####] 3 epochs done"} for name in names]
        return nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", data=d) for d in data])

    assert cell_difference(cell("a", "b"), cell("a")) is None
    assert cell_difference(cell("a"), cell("a", "b", "c")) is None
    assert cell_difference(cell("a"), cell("b")) is not None
    assert cell_difference(cell("a"), cell()) is not None


def test_each_solution_is_run():
    cell = nbformat.v4.new_markdown_cell(
        "```swift\nshown\n```\n<details><summary>1</summary>\n\n```swift\na\n```\nSo:\n```text\nb\n```\n```\n%c\n```\n</details>")
    assert solutions(nbformat.v4.new_notebook(cells=[cell])) == ["a", "%c"]
