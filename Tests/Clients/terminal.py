"""jupyter console in a terminal of its own, and what stands on its screen."""

import os
import time

import pexpect
import pyte

from conftest import ENVIRONMENT, LIMIT, PROGRAMS

CONTROL_C, CONTROL_D, TAB, ENTER = "\x03", "\x04", "\t", "\r"


class Console:
    def __init__(self, folder, *arguments, environment=None):
        self._screen = pyte.Screen(100, 60)
        self._stream = pyte.Stream(self._screen)
        # Nobody answers where the cursor is.
        environment = {**ENVIRONMENT, **(environment or {}), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self._child = pexpect.spawn(
            str(PROGRAMS / "jupyter-console"), list(arguments), env=environment, cwd=str(folder), encoding="utf-8",
            dimensions=(60, 100))

    @property
    def text(self):
        return "\n".join(line.rstrip() for line in self._screen.display if line.strip())

    def _read(self):
        try:
            self._stream.feed(self._child.read_nonblocking(65_536, timeout=0.05))
            return True
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False

    def wait(self, *expected):
        """Waits until all of this stands on the screen."""
        deadline = time.monotonic() + LIMIT
        while not all(part in self.text for part in expected):
            assert self._read() and time.monotonic() < deadline, f"no {expected}:\n{self.text}"

    def wait_for_end(self):
        deadline = time.monotonic() + LIMIT
        while self._read():
            assert time.monotonic() < deadline, self.text

    def type(self, text):
        self._child.send(text)

    def run(self, cell, *expected):
        """Types a cell of one line, and waits for what it brings."""
        self.type(cell + ENTER)
        self.wait(*expected)

    def end(self):
        self._child.close(force=True)
