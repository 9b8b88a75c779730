"""A kernel under limits that a teacher or an administrator sets: what runs into them is told, and the rest goes on."""

import re

import pytest
from conftest import LIMIT, Notebook
from jupyter_client.manager import KernelManager
from session_table import plain

# Kilobytes of addresses: more than twice what the kernel's largest process takes by itself.
ADDRESSES = 4_000_000


@pytest.fixture
def limited(tmp_path, request):
    """A kernel that a shell started with `ulimit` before it."""
    manager = KernelManager(kernel_name="cuaderno")
    manager.kernel_spec.argv = ["bash", "-c", f'ulimit {request.param}; exec "$@"', "limit", *manager.kernel_spec.argv]
    manager.start_kernel(cwd=str(tmp_path))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=LIMIT)
    yield Notebook(manager, client)
    client.stop_channels()
    manager.shutdown_kernel(now=False)


@pytest.mark.parametrize("limited", [f"-v {ADDRESSES}"], indirect=True)
@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("var all: [[Double]] = []\nwhile true { all.append(.init(repeating: 1, count: 10_000_000)) }", "failed to allocate"),
        ("let m = try Sequential(inputShape: [30_000], seed: 1) { Dense(30_000) }", r"would need 3433 MB.*; [123]?\d+ MB are"),
    ],
    ids=["arrays", "a network"])
def test_memory(limited, cell, expected):
    limited.run("let kept = 41")
    run = limited.run(cell, ok=False)
    assert re.search(expected, plain(run.traceback)), plain(run.traceback)
    assert limited.run("kept + 1").result == "42", "the variables are still there"


@pytest.mark.parametrize("limited", ["-t 3"], indirect=True)
def test_processor_time(limited):
    limited.run("let kept = 41")
    run = limited.run("while true {}", ok=False)
    assert "limit of processor time" in plain(run.traceback)
    assert limited.run("%restore\nkept + 1").result == "42"
