"""A class on one JupyterHub, as docs/profesores.md sets it up: students apart, a limit of memory, nbgrader."""

import csv
import subprocess
import urllib.parse

import nbformat

from applications import hub, log_in
from conftest import ENVIRONMENT, LIMIT, PROGRAMS, write_notebook
from page import NotebookPage, browser


def test_two_students_at_once_and_a_limit_of_memory(tmp_path):
    write_notebook(
        tmp_path / "ana.ipynb", "let kept = 41",
        "var all: [[Double]] = []\nwhile true { all.append(.init(repeating: 1, count: 10_000_000)) }", "kept + 1")
    write_notebook(tmp_path / "luis.ipynb", "kept", 'print("luis is here")')
    with hub(tmp_path) as (driver, address), browser() as second:
        ana = NotebookPage(driver, f"{address}ana.ipynb?reset")
        ana.run(0)
        ana.wait_for_prompts(["[1]:", "[ ]:", "[ ]:"])
        of_luis = log_in(second, "http://" + urllib.parse.urlparse(address).netloc, "luis")
        luis = NotebookPage(second, f"{of_luis}luis.ipynb?reset")
        luis.run(0)
        luis.wait_for_output(0, "cannot find 'kept' in scope")
        ana.run(1)
        ana.wait_for_output(1, "failed to allocate")
        ana.run(2)
        ana.wait_for_output(2, "42")
        luis.run(1)
        luis.wait_for_output(1, "luis is here")


CONFIGURATION = """
c = get_config()
c.CourseDirectory.course_id = "redes"
c.ClearSolutions.code_stub = {"swift": '// ESCRIBE AQUÍ TU CÓDIGO\\nfatalError("falta por escribir")'}
c.ExecutePreprocessor.timeout = 20
"""


def graded(source, identifier, *, points=0):
    """A cell as nbgrader marks it: one that gives points, or one for the student's answer."""
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["nbgrader"] = {
        "schema_version": 3, "grade_id": identifier, "grade": points > 0, "solution": points == 0, "locked": points > 0,
        "task": False, **({"points": points} if points else {})}
    return cell


def test_nbgrader(tmp_path):
    def nbgrader(*arguments):
        answer = subprocess.run(
            [PROGRAMS / "nbgrader", *arguments], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True,
            timeout=5 * LIMIT)
        assert answer.returncode == 0, answer.stderr

    (tmp_path / "nbgrader_config.py").write_text(CONFIGURATION)
    (tmp_path / "source" / "p1").mkdir(parents=True)
    source = write_notebook(tmp_path / "source" / "p1" / "p.ipynb")
    made = nbformat.read(source, as_version=4)
    made.cells = [
        graded("func twice(_ x: Int) -> Int {\n    // BEGIN SOLUTION\n    x * 2\n    // END SOLUTION\n}", "twice"),
        graded("precondition(twice(2) == 4)", "visible", points=2),
        graded("// BEGIN HIDDEN TESTS\nassert(twice(5) == 10)\n// END HIDDEN TESTS", "hidden", points=3),
        graded("%data xor\n%network net dense(1, sigmoid)\n%train net --on xor --epochs 2", "net"),
        graded("precondition(net.parameterCount == 3)", "command", points=1),
    ]
    nbformat.write(made, source)
    nbgrader("generate_assignment", "p1")
    released = nbformat.read(tmp_path / "release" / "p1" / "p.ipynb", as_version=4)
    assert "x * 2" not in released.cells[0].source and "ESCRIBE" in released.cells[0].source
    assert "twice(5)" not in released.cells[2].source

    commands = made.cells[3].source
    answers = {
        "ana": ("func twice(_ x: Int) -> Int { x + x }", commands),
        "eva": ("func twice(_ x: Int) -> Int { x + 2 }", "%data xor"),
        "luis": (released.cells[0].source, released.cells[3].source),
        "teo": ("func twice(_ x: Int) -> Int { while true {} }", commands),
    }
    for student, (function, network) in answers.items():
        released.cells[0].source, released.cells[3].source = function, network
        (tmp_path / "submitted" / student / "p1").mkdir(parents=True)
        nbformat.write(released, tmp_path / "submitted" / student / "p1" / "p.ipynb")
    nbgrader("autograde", "p1", "--create")
    nbgrader("export")
    with (tmp_path / "grades.csv").open() as file:
        grades = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    # eva's function is right by chance where she could see it; what teo's endless loop stops is interrupted.
    assert grades == {"ana": 6, "eva": 2, "luis": 0, "teo": 1}
