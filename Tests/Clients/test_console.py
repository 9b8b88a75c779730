"""jupyter console: cells, commands, a question, an error, the shell, an interrupt, completion, several lines."""

import pytest

from conftest import KERNEL
from server import own_folders
from terminal import CONTROL_C, CONTROL_D, ENTER, TAB, Console


@pytest.fixture
def console(tmp_path):
    console = Console(tmp_path, "--kernel", KERNEL, environment=own_folders(tmp_path))
    console.wait("Cuaderno", "In [1]:")
    yield console
    console.end()


def test_a_session(console):
    console.run("6 * 7", "Out[1]: 42", "In [2]:")
    console.run("%data xor", "xor: 4 examples", "In [3]:")
    console.run('let name = input("name? "); print("Hola,", name)', "name? ")
    console.run("Ana", "Hola, Ana", "In [4]:")
    console.run("[1, 2][5]", "Index out of range", "In [5]:")
    console.run("!echo from the shell", "\nfrom the shell\n", "In [6]:")
    console.run("name.count", "Out[6]: 3", "In [7]:")
    console.type("exit" + ENTER)
    console.wait_for_end()


def test_an_interrupt(console):
    console.run("let kept = 41", "In [2]:")
    console.run('print("begins"); while true {}', "\nbegins")
    console.type(CONTROL_C)
    console.wait("Interrupted", "In [3]:")
    console.run("kept + 1", "Out[3]: 42", "In [4]:")
    console.type(CONTROL_D)
    console.wait("Do you really want to exit")
    console.type("y" + ENTER)
    console.wait_for_end()


def test_several_lines_and_completion(console):
    console.run("func completable(_ x: Int) -> Int {", "...:")
    console.type("x * 2" + ENTER)
    console.type("}" + ENTER)
    console.wait("In [2]:")
    console.type("completa" + TAB)
    console.wait("In [2]: completable")
    console.type("(4)" + ENTER)
    console.wait("Out[2]: 8", "In [3]:")
    console.type("%trai" + TAB)
    console.wait("In [3]: %train")
