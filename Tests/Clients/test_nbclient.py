"""nbclient: cells one after the other, as tools run them; an error, a limit of time, cells that may fail."""

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

from conftest import LIMIT, text_of, write_notebook


@pytest.fixture
def run(tmp_path):
    def run(*cells, **options):
        notebook = nbformat.read(write_notebook(tmp_path / "notebook.ipynb", *cells), as_version=4)
        options = {"timeout": LIMIT, "resources": {"metadata": {"path": str(tmp_path)}}, **options}
        return notebook, NotebookClient(notebook, **options)

    return run


def test_cells_and_the_last_state_of_a_picture(run):
    notebook, client = run(
        "let seven = 7\nseven * 6", "%data xor\n%network p dense(2, tanh) dense(1, sigmoid)\n%train p --on xor --epochs 50")
    client.execute()
    assert text_of(notebook.cells[0]) == "42"
    assert [cell.execution_count for cell in notebook.cells] == [1, 2]
    assert "50 epochs done" in text_of(notebook.cells[1]), "the picture as it was at the end"


def test_an_error_stops_it_and_a_tag_allows_it(run):
    notebook, client = run(("[1, 2][5]", ["raises-exception"]), "let none: Int? = nil\nnone!", "1")
    with pytest.raises(CellExecutionError, match="nil"):
        client.execute()
    assert notebook.cells[0].outputs[0].output_type == "error"
    assert notebook.cells[2].execution_count is None


def test_a_cell_above_its_time_is_interrupted(run):
    notebook, client = run("let kept = 41", "while true {}", "kept + 1", timeout=5, interrupt_on_timeout=True)
    client.allow_errors = True
    client.execute()
    assert "Interrupted" in notebook.cells[1].outputs[0].ename + notebook.cells[1].outputs[0].evalue
    assert text_of(notebook.cells[2]) == "42", "and the session goes on"


def test_without_an_interrupt_the_time_is_an_error(run):
    _, client = run("while true {}", timeout=3)
    with pytest.raises(CellTimeoutError):
        client.execute()


def test_a_question_has_nobody_to_answer_it(run):
    _, client = run('let name = try input("name? ")')
    with pytest.raises(CellExecutionError, match="(?i)input"):
        client.execute()
