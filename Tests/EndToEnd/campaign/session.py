"""One session under attack: after each attack, every variable, a task and a print are looked at."""

import os
import pathlib
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from conftest import LIMIT, Notebook  # noqa: E402
from jupyter_client.manager import KernelManager  # noqa: E402

DECLARES = """
var counter = 0
var words = ["start": 0]
final class Box { var value = 41 }
let box = Box()
func bump() -> Int { counter += 1; box.value += 1; words["k\\(counter % 100)"] = counter; return counter }
"""

LOOKS = """
let looking = Task.detached { 40 + 2 }
print("counter", bump(), words.count, box.value, await looking.value)
"""


class Session:
    """A kernel of its own, a client, and what the session has to hold."""

    def __init__(self):
        self.manager = KernelManager(kernel_name="cuaderno")
        # For what cells write.
        self.folder = tempfile.TemporaryDirectory()
        self.manager.start_kernel(cwd=self.folder.name)
        client = self.manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=LIMIT)
        self.notebook = Notebook(self.manager, client)
        self.looks = 0
        self.notebook.run(DECLARES)
        self.worker = self._worker()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.notebook.client.stop_channels()
        self.manager.shutdown_kernel(now=False)
        self.folder.cleanup()

    def _worker(self):
        kernel = self.manager.provisioner.process.pid
        children = pathlib.Path(f"/proc/{kernel}/task").glob("*/children")
        pids = [int(pid) for file in children for pid in file.read_text().split()]
        return next(pid for pid in pids if "cuaderno-worker" in pathlib.Path(f"/proc/{pid}/cmdline").read_text())

    def kill_worker(self, number):
        """Sends a signal to the process that runs the cells now."""
        os.kill(self._worker(), number)

    def complaint(self):
        """What is not as it was: a variable, a task, a print or the worker itself; None: all is well."""
        self.looks += 1
        run = self.notebook.run(LOOKS, ok=None)
        if run.error is not None:
            return run.traceback
        words = 1 + min(self.looks, 100)
        expected = f"counter {self.looks} {words} {41 + self.looks} 42\n"
        if run.stream() != expected:
            return f"expected {expected!r}, got {run.stream()!r}"
        if self._worker() != self.worker:
            return "the worker was replaced"
        return None

    def accept(self):
        """Starts afresh after something was lost, so that the same thing is not told again after every later cell."""
        self.looks = 0
        self.notebook.run(DECLARES)
        self.worker = self._worker()

    def busy(self, seconds=0.3):
        """How many processors the worker keeps busy."""
        before = self._ticks()
        time.sleep(seconds)
        return (self._ticks() - before) / os.sysconf("SC_CLK_TCK") / seconds

    def _ticks(self):
        fields = pathlib.Path(f"/proc/{self.worker}/stat").read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])


def plain(text):
    """Without colours."""
    return re.sub("\x1b\\[[0-9;]*m", "", text)


def places(run):
    """The lines and functions that an error names, innermost first; the function "" is the cell's top level."""
    count = run.reply["execution_count"]
    return [
        (int(line), function)
        for line, function in re.findall(rf"^(?:called from )?In\[{count}\], line (\d+)(?:, in (.+))?$", plain(run.traceback), re.M)
    ]
