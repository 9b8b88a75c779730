"""qtconsole without a screen: the widget that the program shows, typed into, with a kernel of ours behind it."""

import os
import re
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from qtconsole.manager import QtKernelManager
from qtconsole.rich_jupyter_widget import RichJupyterWidget
from qtpy.QtCore import Qt
from qtpy.QtTest import QTest
from qtpy.QtWidgets import QApplication

from conftest import KERNEL, LIMIT

PICTURE = "\ufffc"  # a picture stands in the document as a character of its own


class Window:
    def __init__(self):
        self.application = QApplication.instance() or QApplication([])
        self.manager = QtKernelManager(kernel_name=KERNEL)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.widget = RichJupyterWidget()
        self.widget.confirm_restart = False
        self.widget.kernel_manager = self.manager
        self.widget.kernel_client = self.client
        self.widget.show()

    @property
    def text(self):
        return self.widget._control.toPlainText()

    def wait(self, *expected):
        self.wait_until(lambda: all(part in self.text for part in expected), expected)

    def wait_until(self, condition, what):
        deadline = time.monotonic() + LIMIT
        while not condition():
            assert time.monotonic() < deadline, f"no {what}:\n{self.text}"
            self.application.processEvents()
            time.sleep(0.01)

    def type(self, text, *keys):
        QTest.keyClicks(self.widget._control, text)
        for key in keys:
            QTest.keyClick(self.widget._control, key)

    def run(self, cell, *expected):
        self.type(cell, Qt.Key_Return)
        self.wait(*expected)

    def end(self):
        self.widget.close()
        self.client.stop_channels()
        self.manager.shutdown_kernel()


@pytest.fixture
def window():
    window = Window()
    window.wait("In [1]:")
    yield window
    window.end()


def test_cells_pictures_and_errors(window):
    window.run("let seven = 7; seven * 6", "Out[1]: 42", "In [2]:")
    window.run("%data xor", "xor: 4 examples", "In [3]:")
    assert PICTURE not in window.text
    window.run("%plot data xor", "In [4]:")
    assert PICTURE in window.text
    window.run("[1, 2][5]", "Index out of range", "In [5]:")
    window.run("seven", "Out[5]: 7", "In [6]:")


def test_a_question(window):
    window.run('let name = input("name? "); print("Hola,", name)', "name? ")
    window.wait_until(lambda: window.widget._reading, "question")
    window.run("Ana", "Hola, Ana", "In [2]:")


def test_an_interrupt_and_a_restart(window):
    window.run("let kept = 41", "In [2]:")
    window.run('print("begins"); while true {}', "\nbegins")
    window.widget.request_interrupt_kernel()
    window.wait("Interrupted", "In [3]:")
    window.run("kept + 1", "Out[3]: 42", "In [4]:")
    window.widget.request_restart_kernel()
    # Which number the prompt has depends on which of the two kernels was asked for it.
    window.wait_until(lambda: re.search(r"Restarting kernel.*In \[\d+\]: $", window.text, re.DOTALL), "restart")
    window.run("kept", "cannot find 'kept' in scope", "In [2]:")


def test_completion(window):
    window.run("let completable = 1", "In [2]:")
    window.type("completab", Qt.Key_Tab)
    window.wait_until(lambda: window.widget._get_input_buffer() == "completable", "completed name")
