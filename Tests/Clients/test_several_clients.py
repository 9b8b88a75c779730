"""Several clients on one kernel: each gets its own replies, and sees what the kernel publishes for the others."""

import json

import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

from applications import lab
from conftest import KERNEL, LIMIT, write_notebook
from page import NotebookPage
from server import own_folders
from terminal import ENTER, Console


@pytest.fixture
def clients():
    manager = KernelManager(kernel_name=KERNEL)
    manager.start_kernel()
    connected = []
    for _ in range(2):
        client = BlockingKernelClient(connection_file=manager.connection_file)
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(timeout=LIMIT)
        connected.append(client)
    yield connected
    for client in connected:
        client.stop_channels()
    manager.shutdown_kernel()


def published(client, request):
    """What a client sees of a request, its own or another's, until it is idle."""
    found = []
    while True:
        message = client.get_iopub_msg(timeout=LIMIT)
        if message["parent_header"].get("msg_id") != request:
            continue
        content = message["content"]
        found.append((message["msg_type"], content.get("text") or content.get("code") or content.get("execution_state")))
        if found[-1] == ("status", "idle"):
            return found


def test_replies_are_private_and_outputs_are_for_all(clients):
    first, second = clients
    mine = first.execute('let shared = 41\nprint("one")')
    seen = [("status", "busy"), ("execute_input", 'let shared = 41\nprint("one")'), ("stream", "one\n"), ("status", "idle")]
    assert published(first, mine) == seen
    assert published(second, mine) == seen
    theirs = second.execute("print(shared + 1)")
    assert ("stream", "42\n") in published(first, theirs)
    assert first.get_shell_msg(timeout=LIMIT)["parent_header"]["msg_id"] == mine
    reply = second.get_shell_msg(timeout=LIMIT)
    assert reply["parent_header"]["msg_id"] == theirs
    assert reply["content"]["execution_count"] == 2, "they count together"
    assert not first.shell_channel.msg_ready() and not second.shell_channel.msg_ready()


def test_a_question_goes_to_the_client_that_ran_the_cell(clients):
    first, second = clients
    request = second.execute('print("Hola,", readLine()!)', allow_stdin=True)
    question = second.get_stdin_msg(timeout=LIMIT)
    assert question["parent_header"]["msg_id"] == request
    assert not first.stdin_channel.msg_ready()
    second.input("Ana")
    assert ("stream", "Hola, Ana\n") in published(first, request)


def test_one_client_waits_while_the_others_cell_runs(clients):
    first, second = clients
    first.execute('import Foundation\nprint("begins")\nThread.sleep(forTimeInterval: 1)\nlet slow = 1')
    while second.get_iopub_msg(timeout=LIMIT)["content"].get("text") != "begins\n":
        pass
    short = second.execute("print(slow)")
    assert ("stream", "1\n") in published(second, short), "the second cell ran behind the first"


def test_a_console_beside_a_notebook(tmp_path):
    notebook = "shared.ipynb"
    write_notebook(tmp_path / notebook, "let shared = 41", "again + 1", "while true {}")
    with lab(tmp_path) as (driver, address):
        page = NotebookPage(driver, f"{address}{notebook}?reset")
        page.run(0)
        page.wait_for_prompts(["[1]:", "[ ]:", "[ ]:"])
        (file,) = (tmp_path / "runtime").glob("kernel-*.json")
        assert json.loads(file.read_text())["kernel_name"] == KERNEL
        console = Console(
            tmp_path, "--existing", str(file), "--ZMQTerminalInteractiveShell.include_other_output=True",
            environment=own_folders(tmp_path))
        try:
            console.wait("In [")
            console.run("let again = shared * 2", "In [3]:")
            page.run(1)
            page.wait_for_output(1, "83")
            # The console shows what the notebook ran, with its output.
            console.run("again", "again + 1", "83", "82")
            # Each may interrupt: the cell of the notebook ends, whoever asks.
            page.run(2)
            page.wait("a running cell", lambda: page.prompt(2) == "[*]:")
            page.command("kernelmenu:interrupt")
            page.wait_for_output(2, "Interrupted")
            console.run("shared", "41")
            console.type("exit" + ENTER)
            console.wait_for_end()
            # The kernel is the notebook's, and lives on.
            page.run(1)
            page.wait("the cell's next number", lambda: page.prompt(1) not in ("[3]:", "[*]:"))
            page.wait_for_output(1, "83")
        finally:
            console.end()
