"""A worker that is lost: a new one is there, and %restore brings its variables back."""

import os
import signal
import time

import pytest
from test_compilation import pid_of


@pytest.fixture
def lose(notebook):
    """Kills the worker between two cells, and waits until the next one is there."""

    def kill():
        lost = pid_of(notebook, "cuaderno-worker")
        os.kill(lost, signal.SIGKILL)
        while pid_of(notebook, "cuaderno-worker") == lost:
            time.sleep(0.01)

    return kill


def test_values_functions_types_and_commands_come_back(notebook, lose):
    notebook.run("var x = 1")
    notebook.run("x += 1")
    notebook.run("struct Point { var a = x }")
    notebook.run("func twice(_ n: Int) -> Int { n * 2 }\nprint(\"said\")")
    notebook.run("nonsense", ok=False)
    notebook.run('fatalError("not again")', ok=False)
    notebook.run("%data moons --samples 10")
    lose()
    run = notebook.run("%restore")
    assert "said" not in run.stream(), "outputs are in the notebook already"
    assert "Worker died" in run.stream("stderr")
    assert notebook.run("twice(Point().a) * 100 + x").result == "402"
    assert "moons" in notebook.run("%who").contents("display_data")[-1]["data"]["text/plain"]
    assert "Nothing is lost" in notebook.run("%restore").stream()


def test_a_cell_may_restore_and_go_on(notebook, lose):
    notebook.run("let seven = 7")
    lose()
    assert notebook.run("%restore\nseven + 1").result == "8"
    lose()
    assert notebook.run("%restore\nseven + 1").result == "8"


def test_names_without_restore_are_not_there(notebook, lose):
    notebook.run("let gone = 1")
    lose()
    run = notebook.run("gone", ok=False)
    assert "gone" in run.traceback
    assert notebook.run("%restore\ngone").result == "1"


def test_it_stops_at_a_cell_that_fails_and_goes_on_with_the_next(notebook, lose, tmp_path):
    flag = tmp_path / "flag"
    notebook.run("import Foundation\nlet before = 1")
    notebook.run(f'if FileManager.default.fileExists(atPath: "{flag}") {{ fatalError("second time") }}\nlet once = 2')
    notebook.run("let after = 3")
    flag.touch()
    lose()
    run = notebook.run("%restore", ok=False)
    assert run.error["ename"] == "Restore stopped" and "second time" in run.traceback
    assert notebook.run("before").result == "1"
    notebook.run("after", ok=False)
    notebook.run("%restore")
    assert notebook.run("after").result == "3"
    notebook.run("once", ok=False)


def test_an_interrupted_restore_can_be_run_again(notebook, lose, tmp_path):
    flag = tmp_path / "flag"
    notebook.run(f'import Foundation\nif FileManager.default.fileExists(atPath: "{flag}") {{ while true {{ }} }}\nlet early = 1')
    flag.touch()
    lose()
    request = notebook.start("%restore")
    time.sleep(2)
    notebook.interrupt()
    assert notebook.finish(request).error["ename"] == "Interrupted"
    flag.unlink()
    assert notebook.run("%restore\nearly").result == "1"


def test_help_explains_it(notebook):
    assert "%restore" in notebook.run("%help").stream()
    assert "in their order" in " ".join(notebook.run("%restore --help").stream().split())
