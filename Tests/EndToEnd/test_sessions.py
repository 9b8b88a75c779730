"""Every session of the table, each in a kernel of its own: whatever is written again, nothing old shows through."""

import concurrent.futures
import pathlib

import pytest
from conftest import LIMIT, Notebook
from jupyter_client.manager import KernelManager
from session_table import complaints, sessions

TABLE = sessions(pathlib.Path(__file__).parent / "sessions")
# As many as a small machine has processors: more would only wait for each other.
PARALLEL = 2


def play(session):
    """Runs a session; the list of what went wrong."""
    manager = KernelManager(kernel_name="cuaderno")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=LIMIT)
        notebook = Notebook(manager, client)
        found = []
        for number, cell in enumerate(session.cells, 1):
            run = notebook.run(cell.code, ok=None)
            found += [f"cell {number}: {text}\n{cell.code}" for text in complaints(cell, run)]
        return found
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def plays(request):
    """The chosen sessions, played side by side."""
    chosen = [
        item.callspec.params["session"]
        for item in request.session.items
        if item.path == request.path and hasattr(item, "callspec")
    ]
    with concurrent.futures.ThreadPoolExecutor(PARALLEL) as pool:
        yield {session.name: pool.submit(play, session) for session in chosen}


@pytest.mark.parametrize("session", TABLE, ids=[session.name for session in TABLE])
def test_session(session, plays):
    found = plays[session.name].result(timeout=10 * LIMIT)
    assert not found, session.reason + "\n" + "\n".join(found)


def test_the_table_is_long_enough():
    assert len(TABLE) >= 80 and len({session.name for session in TABLE}) == len(TABLE)
