"""A kernel started from the installed kernelspec, and a client that gathers what a cell says."""

import atexit
import dataclasses
import os
import queue
import shutil
import tempfile
import time

import pytest
from jupyter_client.manager import KernelManager

# What the tests run is nobody's history.
os.environ["CUADERNO_HISTORY"] = tempfile.mkdtemp(prefix="cuaderno-history-")
atexit.register(shutil.rmtree, os.environ["CUADERNO_HISTORY"], ignore_errors=True)

LIMIT = 90  # seconds; generous, for CI machines are slow: a test never asserts a time


@dataclasses.dataclass
class Run:
    """All that one execute_request brought."""

    reply: dict
    messages: list

    def contents(self, kind):
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    def stream(self, name="stdout"):
        return "".join(c["text"] for c in self.contents("stream") if c["name"] == name)

    @property
    def result(self):
        found = self.contents("execute_result")
        return found[-1]["data"]["text/plain"] if found else None

    @property
    def error(self):
        found = self.contents("error")
        assert len(found) <= 1, "an error is one message"
        return found[0] if found else None

    @property
    def traceback(self):
        return "\n".join(self.error["traceback"]) if self.error else ""

    @property
    def kinds(self):
        return [m["msg_type"] for m in self.messages]


class Notebook:
    """Runs cells in a kernel, as a client does."""

    def __init__(self, manager, client):
        self.manager = manager
        self.client = client

    def run(self, code, *, ok=True, answers=(), **options):
        """Runs a cell; with `ok` an error fails the test, without it the cell must fail."""
        run = self.finish(self.start(code, allow_stdin=bool(answers), **options), answers=answers)
        if ok is not None:
            assert (run.error is None) == ok, run.traceback or f"no error; {run.messages}"
        return run

    def start(self, code, **options):
        return self.client.execute(code, **options)

    def finish(self, request, answers=(), limit=LIMIT):
        answers = list(answers)
        messages = []
        deadline = time.monotonic() + limit
        while True:
            if answers:
                try:
                    question = self.client.get_stdin_msg(timeout=0.02)
                    messages.append(question)
                    self.client.input(answers.pop(0))
                except queue.Empty:
                    pass
            try:
                message = self.client.get_iopub_msg(timeout=0.05 if answers else 1)
            except queue.Empty:
                assert time.monotonic() < deadline, f"no idle; so far {[m['msg_type'] for m in messages]}"
                continue
            if message["parent_header"].get("msg_id") != request:
                continue
            messages.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        while True:
            reply = self.client.get_shell_msg(timeout=LIMIT)
            if reply["parent_header"].get("msg_id") == request:
                return Run(reply["content"], messages)

    def interrupt(self):
        self.manager.interrupt_kernel()


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """One kernel a module of tests, in a folder of its own for the files that cells write."""
    manager = KernelManager(kernel_name="cuaderno")
    manager.start_kernel(cwd=str(tmp_path_factory.mktemp("cells")))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=LIMIT)
    yield Notebook(manager, client)
    client.stop_channels()
    manager.shutdown_kernel(now=False)
