"""Each type of message with exactly the fields that the specification gives it, over the wire and from the installed kernel."""

import queue
import time

import pytest
from conftest import LIMIT
from jupyter_client.manager import KernelManager

HEADER = {"msg_id", "session", "username", "date", "msg_type", "version"}
ERROR = {"status", "ename", "evalue", "traceback"}


class Wire:
    """Sends a request of any type and gathers what it brings."""

    def __init__(self, notebook):
        self.client = notebook.client

    def send(self, kind, content=None, channel="shell"):
        message = self.client.session.msg(kind, content if content is not None else {})
        getattr(self.client, f"{channel}_channel").send(message)
        return message["header"]["msg_id"]

    def reply(self, request, channel="shell"):
        get = getattr(self.client, f"get_{channel}_msg")
        while (message := get(timeout=LIMIT))["parent_header"].get("msg_id") != request:
            pass
        return message

    def outputs(self, request):
        found = []
        deadline = time.monotonic() + LIMIT
        while not found or found[-1]["content"].get("execution_state") != "idle":
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                assert time.monotonic() < deadline
                continue
            if message["parent_header"].get("msg_id") == request:
                found.append(message)
        return found

    def ask(self, kind, content=None, channel="shell"):
        request = self.send(kind, content, channel)
        reply = self.reply(request, channel)
        states = [m["content"]["execution_state"] for m in self.outputs(request) if m["msg_type"] == "status"]
        assert states == ["busy", "idle"], "around every request, on control as well"
        assert reply["msg_type"] == kind.replace("_request", "_reply")
        check(reply, request)
        return reply["content"]

    def execute(self, code, **options):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False,
                   "stop_on_error": True, **options}
        request = self.send("execute_request", content)
        reply, outputs = self.reply(request), self.outputs(request)
        for message in [reply, *outputs]:
            check(message, request)
        return reply, outputs


def check(message, request):
    assert HEADER <= set(message["header"]) <= HEADER | {"subshell_id"}
    assert message["header"]["version"] == "5.5"
    assert message["parent_header"]["msg_id"] == request
    assert set(message) >= {"header", "parent_header", "metadata", "content", "buffers"}


@pytest.fixture
def wire(notebook):
    return Wire(notebook)


# Request, its content, its channel, and the fields of the reply.
REQUESTS = {
    "kernel_info": ({}, "shell", {
        "status", "protocol_version", "implementation", "implementation_version", "language_info", "banner", "debugger",
        "help_links", "supported_features"}),
    "kernel_info on control": ({}, "control", None),
    "connect": ({}, "shell", {"status", "shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"}),
    "complete": ({"code": "%tr", "cursor_pos": 3}, "shell", {
        "status", "matches", "cursor_start", "cursor_end", "metadata"}),
    "inspect": ({"code": "%train", "cursor_pos": 3, "detail_level": 0}, "shell", {"status", "found", "data", "metadata"}),
    "inspect nothing": ({"code": "", "cursor_pos": 0}, "shell", {"status", "found", "data", "metadata"}),
    "is_complete": ({"code": "print(1)"}, "shell", {"status"}),
    "is_complete incomplete": ({"code": "func f() {"}, "shell", {"status", "indent"}),
    "history tail": ({"hist_access_type": "tail", "n": 3, "output": False, "raw": True}, "shell", {"status", "history"}),
    "history range": ({"hist_access_type": "range", "session": 0, "start": 1, "stop": 2, "output": True, "raw": True},
                      "shell", {"status", "history"}),
    "history search": ({"hist_access_type": "search", "pattern": "*", "n": 1, "unique": True, "output": False, "raw": True},
                       "shell", {"status", "history"}),
    "comm_info": ({}, "shell", {"status", "comms"}),
    "interrupt": ({}, "control", {"status"}),
    "create_subshell": ({}, "control", {"status", "subshell_id"}),
    "list_subshell": ({}, "control", {"status", "subshell_id"}),
    "usage": ({}, "control", None),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_a_reply_has_its_fields(wire, name):
    content, channel, fields = REQUESTS[name]
    reply = wire.ask(f"{name.split()[0]}_request", content, channel)
    assert reply.get("status", "ok") in {"ok", "complete", "incomplete"}
    if fields is not None:
        assert set(reply) == fields


def test_kernel_info(wire):
    reply = wire.ask("kernel_info_request")
    language = reply["language_info"]
    assert {key: language[key] for key in ("name", "mimetype", "file_extension", "pygments_lexer", "codemirror_mode")} == {
        "name": "swift", "mimetype": "text/x-swift", "file_extension": ".swift", "pygments_lexer": "swift",
        "codemirror_mode": "swift"}
    assert set(language) == {"name", "version", "mimetype", "file_extension", "pygments_lexer", "codemirror_mode"}
    assert reply["protocol_version"] == "5.5" and reply["debugger"] is False
    assert all(set(link) == {"text", "url"} for link in reply["help_links"])


def test_usage(wire):
    wire.ask("usage_request", channel="control")
    reply = wire.ask("usage_request", channel="control")
    fields = {"status", "hostname", "pid", "cpu_count", "kernel_memory", "kernel_cpu", "host_virtual_memory"}
    # The processor time of the host may not have moved between the two.
    assert fields <= set(reply) <= fields | {"host_cpu_percent"}
    # What JupyterLab's view reads.
    assert {"total", "available", "percent", "used", "free"} <= set(reply["host_virtual_memory"])
    assert reply["kernel_memory"] > 1 << 20 and reply["cpu_count"] >= 1 and reply["pid"] > 1


# A cell, and the kind and fields of each output but the status.
CELLS = {
    "print(1)": [("stream", {"name", "text"})],
    'display(.html("x"));': [("display_data", {"data", "metadata", "transient"})],
    "let shown = display(.text(\"a\"))\nshown.update(.text(\"b\"))": [
        ("display_data", {"data", "metadata", "transient"}), ("update_display_data", {"data", "metadata", "transient"})],
    "6 * 7": [("execute_result", {"data", "metadata", "execution_count"})],
    "clearOutput(wait: true)": [("clear_output", {"wait"})],
    "clearOutput()": [("clear_output", {"wait"})],
    "%nothing": [("error", {"ename", "evalue", "traceback"})],
    'let told = Comm.open(target: "t")': [("comm_open", {"comm_id", "target_name", "data"})],
    "try told.send([:])": [("comm_msg", {"comm_id", "data"})],
    "told.close()": [("comm_close", {"comm_id", "data"})],
}


@pytest.mark.parametrize("code", CELLS)
def test_an_output_has_its_fields(wire, code):
    reply, outputs = wire.execute(code)
    count = reply["content"]["execution_count"]
    assert [(m["msg_type"], set(m["content"])) for m in outputs] == [
        ("status", {"execution_state"}), ("execute_input", {"code", "execution_count"}), *CELLS[code],
        ("status", {"execution_state"})]
    assert outputs[1]["content"] == {"code": code, "execution_count": count}
    if CELLS[code][0][0] == "error":
        assert set(reply["content"]) == ERROR | {"execution_count"}
        assert reply["content"]["status"] == "error" and all(isinstance(line, str) for line in reply["content"]["traceback"])
    else:
        assert set(reply["content"]) == {"status", "execution_count", "payload", "user_expressions"}
    if "clearOutput" in code:
        assert outputs[2]["content"]["wait"] is ("wait" in code)
    if "update" in code:
        assert outputs[2]["content"]["transient"] == outputs[3]["content"]["transient"]
        assert set(outputs[2]["content"]["transient"]) == {"display_id"}
        assert [m["content"]["data"]["text/plain"] for m in outputs[2:4]] == ["a", "b"]


def test_user_expressions(wire):
    reply, _ = wire.execute("let seven = 7", user_expressions={"good": "seven + 1", "bad": "nowhere"})
    values = reply["content"]["user_expressions"]
    assert set(values["good"]) == {"status", "data", "metadata"} and values["good"]["data"]["text/plain"] == "8"
    assert set(values["bad"]) == ERROR and values["bad"]["status"] == "error"


def test_silent_and_store_history(wire):
    before = wire.execute("1;")[0]["content"]["execution_count"]
    reply, outputs = wire.execute("print(1)", silent=True)
    assert [m["msg_type"] for m in outputs] == ["status", "status"]
    # As ipykernel: the last number that was given, for a prompt goes on from it.
    assert reply["content"]["execution_count"] == before
    reply, outputs = wire.execute("print(2)", store_history=False)
    assert outputs[1]["content"]["execution_count"] == reply["content"]["execution_count"] == before + 1
    assert wire.execute("3;")[0]["content"]["execution_count"] == before + 1


def test_stop_on_error_drops_what_is_queued(wire):
    # Made before any of them is sent, as the cells of "Run All" are: a client that is slow to send must not count as one that knows.
    messages = [wire.client.session.msg("execute_request", {"code": code}) for code in ("%nothing", "print(1)", "print(2)")]
    for message in messages:
        wire.client.shell_channel.send(message)
    sent = [message["header"]["msg_id"] for message in messages]
    info = wire.send("kernel_info_request")
    replies = {}
    while len(replies) < 4:
        message = wire.client.get_shell_msg(timeout=LIMIT)
        replies[message["parent_header"]["msg_id"]] = message["content"]
    assert [replies[r]["status"] for r in sent] == ["error"] * 3
    assert all(set(replies[r]) == ERROR | {"execution_count"} for r in sent)
    assert replies[info]["status"] == "ok", "nothing but cells is dropped"
    sent = [wire.send("execute_request", {"code": code, "stop_on_error": False}) for code in ("%nothing", "1")]
    assert [wire.reply(r)["content"]["status"] for r in sent] == ["error", "ok"]
    for request in sent:
        wire.outputs(request)


@pytest.mark.parametrize(
    ("code", "prompt", "password", "printed"),
    [
        ('print(input("name? "))', "name? ", False, "Ana\n"),
        ('print(password("key? ").count)', "key? ", True, "3\n"),
        ("print(readLine()!)", "", False, "Ana\n"),
    ],
)
def test_questions(notebook, code, prompt, password, printed):
    run = notebook.run(code, answers=["Ana"])
    question = next(m for m in run.messages if m["msg_type"] == "input_request")
    assert question["content"] == {"prompt": prompt, "password": password}
    assert run.stream() == printed


@pytest.mark.parametrize("code", ["readLine()", 'input("again? ")', 'password("again? ")'])
def test_a_question_after_an_interrupted_one(notebook, code):
    for _ in range(2):
        request = notebook.start(code, allow_stdin=True)
        notebook.client.get_stdin_msg(timeout=LIMIT)
        notebook.interrupt()
        run = notebook.finish(request)
        assert run.error["ename"] == "Interrupted"
        # An answer that comes too late is nobody's.
        notebook.client.input("late")
        assert notebook.run("print(readLine()!)", answers=["in time"]).stream() == "in time\n"


def test_a_question_without_a_user_fails_at_once(wire):
    reply, _ = wire.execute('let never = input("name? ")', allow_stdin=False)
    assert reply["content"]["status"] == "error"
    assert "allow_stdin" in "\n".join([reply["content"]["evalue"], *reply["content"]["traceback"]])


@pytest.mark.parametrize("kind", ["nonsense_request", "nonsense", "debug_request"])
@pytest.mark.parametrize("channel", ["shell", "control"])
def test_an_unknown_type_is_ignored_between_busy_and_idle(wire, kind, channel):
    request = wire.send(kind, channel=channel)
    assert [m["content"]["execution_state"] for m in wire.outputs(request)] == ["busy", "idle"]


@pytest.mark.parametrize("restart", [True, False])
@pytest.mark.parametrize("channel", ["shell", "control"])
def test_shutdown_echoes_restart_and_takes_no_more_cells(restart, channel):
    manager = KernelManager(kernel_name="cuaderno")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=LIMIT)

        class Place:
            pass

        place = Place()
        place.client = client
        wire = Wire(place)
        running = wire.send("execute_request", {"code": "while true {}"})
        request = wire.send("shutdown_request", {"restart": restart}, channel)
        # Sent while it shuts down: answered with an error or not at all, and it ends all the same.
        late = [wire.send("execute_request", {"code": f"print({n})"}) for n in range(20)]
        wire.send("kernel_info_request")
        reply = wire.reply(request, channel)
        check(reply, request)
        assert reply["content"] == {"status": "ok", "restart": restart}
        deadline = time.monotonic() + LIMIT
        while manager.is_alive():
            assert time.monotonic() < deadline, "the kernel does not end"
            time.sleep(0.05)
        while True:
            try:
                message = client.get_shell_msg(timeout=0.2)
            except queue.Empty:
                break
            if message["parent_header"]["msg_id"] in [running, *late]:
                assert message["content"]["status"] == "error"
    finally:
        client.stop_channels()
        manager.cleanup_resources()
