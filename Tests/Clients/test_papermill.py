"""papermill: parameters as Swift, a run from end to end, and an error that stops it."""

import math
import subprocess

import nbformat
import papermill
import pytest

from conftest import ENVIRONMENT, LIMIT, PROGRAMS, text_of

# a value of Python, what Swift shows of it and of its type
VALUES = [
    (20, "20 Int"),
    (-3, "-3 Int"),
    (0.25, "0.25 Double"),
    (1e-9, "1e-09 Double"),
    (math.inf, "inf Double"),
    (True, "true Bool"),
    ("hola", "hola String"),
    ('a "quote", a \\ and \\(no value)', 'a "quote", a \\ and \\(no value) String'),
    ("two\nlines", "two\nlines String"),
    ("ñandú 🙂", "ñandú 🙂 String"),
    ([1, 2, 3], "[1, 2, 3] Array<Int>"),
    ([1, 2.5], "[1.0, 2.5] Array<Double>"),
    (["a", "b"], '["a", "b"] Array<String>'),
    ([], "[] Array<Double>"),
    ([1, "a"], '[1, "a"] Array<Any>'),
    ([[1, 2], [3]], "[[1, 2], [3]] Array<Array<Int>>"),
    ({"rate": 0.5}, '["rate": 0.5] Dictionary<String, Double>'),
    ({}, "[:] Dictionary<String, Double>"),
    (None, "nil Optional<String>"),
]


def test_every_kind_of_value(make_notebook, tmp_path):
    names = [f"value{index}" for index in range(len(VALUES))]
    show = "\n".join(f'print({name}, type(of: {name}), terminator: "\\u{{1E}}")' for name in names)
    source = make_notebook(show)
    result = papermill.execute_notebook(
        str(source), str(tmp_path / "out.ipynb"), dict(zip(names, (value for value, _ in VALUES))), progress_bar=False)
    shown = text_of(result.cells[-1]).split("\x1e")[:-1]
    assert shown == [expected for _, expected in VALUES]


def test_the_program_replaces_the_default_values(make_notebook, tmp_path):
    source = make_notebook(
        ("var epochs = 1\nvar rate = 0.5", ["parameters"]),
        "epochs += 1\nprint(epochs, rate)")
    out = tmp_path / "out.ipynb"
    answer = subprocess.run(
        [PROGRAMS / "papermill", source, out, "-p", "epochs", "7", "-p", "rate", "0.01"], env=ENVIRONMENT,
        capture_output=True, text=True, timeout=LIMIT)
    assert answer.returncode == 0, answer.stderr
    notebook = nbformat.read(out, as_version=4)
    injected = notebook.cells[1]
    assert "injected-parameters" in injected.metadata.tags
    assert injected.source == "// Parameters\nvar epochs = 7\nvar rate = 0.01\n"
    assert "8 0.01\n" in text_of(notebook.cells[2])


def test_an_error_stops_the_run_and_is_named(make_notebook, tmp_path):
    source = make_notebook("let empty: [Int] = []\nempty[0]", "print(1)")
    with pytest.raises(papermill.PapermillExecutionError, match="Index out of range"):
        papermill.execute_notebook(str(source), str(tmp_path / "out.ipynb"), progress_bar=False)
