"""Comms: objects of a cell and of a frontend that talk to each other, with the exact fields of the specification."""

import pathlib
import time

import pytest
from comms import Frontend, contents, kinds, text
from conftest import LIMIT


@pytest.fixture
def frontend(notebook):
    frontend = Frontend(notebook)
    notebook.run("import Glibc")
    yield frontend
    for identifier in frontend.info()["comms"]:
        frontend.exchange("comm_close", identifier)


def opened(run):
    """The comms that a cell opened: the messages."""
    return [m for m in run.messages if m["msg_type"] == "comm_open"]


def test_a_cell_opens_sends_and_closes(notebook, frontend):
    run = notebook.run(
        'let plain = Comm.open(target: "plain", data: ["a": 1, "list": [1, 2.5, "x", nil, true]], '
        'metadata: ["version": "2.1.0"], buffers: [[1, 2, 255]])\n'
        'print("between")\ntry plain.send(["b": 2], metadata: ["m": 1], buffers: [[], [0, 128]])\nplain.close(["c": 3])'
    )
    told = [m for m in run.messages if m["msg_type"].startswith("comm_")]
    assert kinds(run.messages) == ["status", "execute_input", "comm_open", "stream", "comm_msg", "comm_close", "status"]
    identifier = told[0]["content"]["comm_id"]
    assert len(identifier) == 32
    assert [m["content"] for m in told] == [
        {"comm_id": identifier, "target_name": "plain", "data": {"a": 1, "list": [1, 2.5, "x", None, True]}},
        {"comm_id": identifier, "data": {"b": 2}},
        {"comm_id": identifier, "data": {"c": 3}},
    ]
    assert [m["metadata"] for m in told] == [{"version": "2.1.0"}, {"m": 1}, {}]
    assert [[bytes(b) for b in m["buffers"]] for m in told] == [[b"\x01\x02\xff"], [b"", b"\x00\x80"], []]
    assert frontend.info() == {"status": "ok", "comms": {}}
    failed = notebook.run("try plain.send([:])", ok=False)
    assert failed.error["ename"] == "CommError" and "closed" in failed.error["evalue"]


def test_live_comms_are_told_by_target(notebook, frontend):
    run = notebook.run('let left = Comm.open(target: "left"), right = Comm.open(target: "right")')
    first, second = (m["content"]["comm_id"] for m in opened(run))
    assert frontend.info() == {
        "status": "ok", "comms": {first: {"target_name": "left"}, second: {"target_name": "right"}}}
    assert frontend.info("left") == {"status": "ok", "comms": {first: {"target_name": "left"}}}
    assert frontend.info("other") == {"status": "ok", "comms": {}}
    assert kinds(frontend.exchange("comm_close", first)) == ["status", "status"]
    assert notebook.run("[left.isOpen, right.isOpen]").result == "[false, true]"
    notebook.run("right.close()")
    assert frontend.info()["comms"] == {}


def test_a_handler_uses_the_variables_of_cells(notebook, frontend):
    run = notebook.run(
        'var total = 0\nlet adder = Comm.open(target: "adder")\n'
        'adder.onMessage { message in\n    total += message.data["value"]?.integer ?? 0\n    print("total", total)\n'
        '    try adder.send(["total": .integer(total)], buffers: message.buffers.map { $0.reversed() })\n}')
    identifier = opened(run)[0]["content"]["comm_id"]
    for value, total in [(2, 2), (40, 42)]:
        messages = frontend.exchange("comm_msg", identifier, {"value": value}, buffers=[b"abc", b""])
        # What a handler says belongs to the frontend's message.
        assert kinds(messages) == ["status", "stream", "comm_msg", "status"]
        assert text(messages) == f"total {total}\n"
        assert messages[2]["content"] == {"comm_id": identifier, "data": {"total": total}}
        assert [bytes(b) for b in messages[2]["buffers"]] == [b"cba", b""]
    assert notebook.run("total").result == "42"


def test_an_unknown_target_is_closed(frontend):
    identifier, messages = frontend.open("nobody", {"a": 1})
    assert kinds(messages) == ["status", "comm_close", "status"]
    assert messages[1]["content"] == {"comm_id": identifier, "data": {}}
    assert frontend.info()["comms"] == {}
    # What is sent to a comm that does not exist is ignored.
    assert kinds(frontend.exchange("comm_msg", identifier)) == ["status", "status"]


def test_a_target_of_the_session(notebook, frontend):
    notebook.run(
        'var heard: [String] = []\nComm.register(target: "echo") { comm, opening in\n'
        '    heard.append("open \\(opening.data) \\(opening.metadata) \\(opening.buffers)")\n'
        '    comm.onMessage { message in heard.append("\\(message.data)"); try comm.send(message.data) }\n'
        '    comm.onClose { message in heard.append("close \\(message.data)"); print("bye") }\n'
        '    try comm.send(["hello": true])\n}')
    identifier, messages = frontend.open("echo", {"a": 1}, metadata={"v": 2}, buffers=[b"\x07"])
    assert kinds(messages) == ["status", "comm_msg", "status"]
    assert messages[1]["content"] == {"comm_id": identifier, "data": {"hello": True}}
    assert frontend.info("echo")["comms"] == {identifier: {"target_name": "echo"}}
    reply = frontend.exchange("comm_msg", identifier, {"ñ": ["ü"]})
    assert contents(reply, "comm_msg") == [{"comm_id": identifier, "data": {"ñ": ["ü"]}}]
    assert text(frontend.exchange("comm_close", identifier, {"why": "done"})) == "bye\n"
    assert notebook.run("heard.count").result == "3"
    assert notebook.run("heard[0]").result == r'"open [\"a\": 1] [\"v\": 2] [[7]]"'
    assert notebook.run("heard[2]").result == r'"close [\"why\": \"done\"]"'
    notebook.run('Comm.unregister(target: "echo")')
    assert "comm_close" in kinds(frontend.open("echo")[1])


def test_messages_sent_right_behind_the_opening_wait_for_its_handler(notebook, frontend):
    notebook.run(
        'var order: [Int] = []\nComm.register(target: "fast") { comm, _ in\n    usleep(50_000)\n'
        '    comm.onMessage { order.append($0.data["n"]?.integer ?? -1) }\n}')
    frontend.send("comm_open", "fast-1", target="fast")
    requests = [frontend.send("comm_msg", "fast-1", {"n": n}) for n in range(20)]
    requests.append(frontend.send("comm_close", "fast-1"))
    frontend.messages(requests[-1])
    assert notebook.run("order == Array(0..<20)").result == "true"


def test_messages_as_a_sequence_come_while_the_cell_runs(notebook, frontend):
    request = notebook.start(
        'let stream = Comm.open(target: "stream")\nvar got: [Int] = []\n'
        'for await message in stream.messages {\n    got.append(message.data["n"]?.integer ?? -1)\n'
        '    print("got", got.last!)\n    if got.count == 3 { break }\n}\ngot')
    while True:
        message = notebook.client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "comm_open":
            break
    identifier = message["content"]["comm_id"]
    for n in range(3):
        frontend.send("comm_msg", identifier, {"n": n})
    run = notebook.finish(request)
    # The loop is the cell's: what it prints is the cell's, too.
    assert run.stream() == "got 0\ngot 1\ngot 2\n" and run.result == "[0, 1, 2]"


def test_what_came_before_anybody_listened_is_kept(notebook, frontend):
    identifier = opened(notebook.run('let early = Comm.open(target: "early")'))[0]["content"]["comm_id"]
    for n in range(3):
        frontend.exchange("comm_msg", identifier, {"n": n})
    cell = 'var n = 0\nfor await message in early.messages { print(message.data["n"]!.integer!); n += 1; if n == 3 { break } }'
    assert notebook.run(cell).stream() == "0\n1\n2\n"


def test_a_handler_that_the_opening_cell_sets_last_misses_nothing(notebook, frontend):
    request = notebook.start('let slow = Comm.open(target: "slow")\nusleep(300_000)\nslow.onMessage { print("late", $0.data["n"]!) }')
    while True:
        message = notebook.client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "comm_open":
            break
    sent = [frontend.send("comm_msg", message["content"]["comm_id"], {"n": n}) for n in range(2)]
    heard = {}
    while len(heard) < 2:
        told = notebook.client.get_iopub_msg(timeout=60)
        if told["msg_type"] == "stream":
            heard[told["parent_header"]["msg_id"]] = told["content"]["text"]
    assert [heard[parent] for parent in sent] == ["late 0\n", "late 1\n"]
    while notebook.client.get_shell_msg(timeout=60)["parent_header"]["msg_id"] != request:
        pass


def test_a_handler_at_once_stops_a_loop(notebook, frontend):
    notebook.run(
        'import Synchronization\nlet stopping = Atomic(false)\nlet button = Comm.open(target: "button")\n'
        'button.onMessageAtOnce { _ in stopping.store(true, ordering: .relaxed); print("pressed") }')
    identifier = next(iter(frontend.info("button")["comms"]))
    request = notebook.start(
        'print("looping")\nvar rounds = 0\nwhile !stopping.load(ordering: .relaxed) { rounds += 1 }\nprint("stopped")')
    while notebook.client.get_iopub_msg(timeout=60)["content"].get("text") != "looping\n":
        pass
    press = frontend.send("comm_msg", identifier, {"event": "click"})
    # The two run at the same time, and each keeps its own outputs.
    seen = {}
    while not {press, request} <= {parent for parent, ended in seen.items() if "idle" in ended}:
        message = notebook.client.get_iopub_msg(timeout=60)
        told = message["content"]
        seen.setdefault(message["parent_header"]["msg_id"], []).append(told.get("text") or told.get("execution_state"))
    assert [t for t in seen[press] if t] == ["busy", "pressed\n", "idle"]
    assert [t for t in seen[request] if t][-2:] == ["stopped\n", "idle"]
    while notebook.client.get_shell_msg(timeout=60)["parent_header"]["msg_id"] != request:
        pass


def test_an_ordinary_handler_waits_for_the_cell(notebook, frontend):
    notebook.run(
        'var log: [String] = []\nlet waiting = Comm.open(target: "waiting")\n'
        'waiting.onMessage { _ in log.append("handler") }')
    identifier = next(iter(frontend.info("waiting")["comms"]))
    request = notebook.start('print("running")\nusleep(300_000)\nlog.append("cell")')
    while notebook.client.get_iopub_msg(timeout=60)["content"].get("text") != "running\n":
        pass
    frontend.send("comm_msg", identifier)
    notebook.finish(request)
    assert notebook.run("log").result == '["cell", "handler"]'


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        ("let none: [Int] = []; print(none[3])", "Crash", "Index out of range"),
        ("struct Bad: Error {}; throw Bad()", "Bad", "Bad"),
        ("exit(3)", "Exit", "exit"),
    ],
)
@pytest.mark.parametrize("handler", ["onMessage", "onMessageAtOnce"])
def test_a_handler_that_fails_costs_one_error(notebook, frontend, handler, body, name, words):
    notebook.run(
        f'let kept = 7\nlet failing = Comm.open(target: "failing")\nfailing.{handler} {{ message in\n'
        f'    if message.data["ok"] != nil {{ print("fine"); return }}\n    print("before")\n    {body}\n}}')
    identifier = next(iter(frontend.info("failing")["comms"]))
    for _ in range(3):
        messages = frontend.exchange("comm_msg", identifier)
        assert kinds(messages).count("error") == 1, messages
        error = contents(messages, "error")[0]
        assert set(error) == {"ename", "evalue", "traceback"}
        assert words in "\n".join([error["ename"], error["evalue"], *error["traceback"]]), (name, error)
        assert text(messages) == "before\n" and text(messages, "stderr") == ""
        # The handler is still there, and so is the session.
        assert text(frontend.exchange("comm_msg", identifier, {"ok": 1})) == "fine\n"
        assert notebook.run("kept").result == "7"


def test_an_error_of_a_handler_names_its_line(notebook, frontend):
    run = notebook.run('let lined = Comm.open(target: "lined")\nlined.onMessage { _ in\n    let none: Int? = nil\n    print(none!)\n}')
    number = run.reply["execution_count"]
    messages = frontend.exchange("comm_msg", next(iter(frontend.info("lined")["comms"])))
    assert f"In[{number}]" in "\n".join(contents(messages, "error")[0]["traceback"])
    assert "print(none!)" in "\n".join(contents(messages, "error")[0]["traceback"])


@pytest.mark.parametrize("failure", ["throw CancellationError()", "fatalError()"])
def test_a_comm_whose_opening_fails_is_closed(notebook, frontend, failure):
    notebook.run(f'Comm.register(target: "broken") {{ comm, _ in {failure} }}')
    identifier, messages = frontend.open("broken")
    assert kinds(messages).count("error") == 1 and kinds(messages).count("comm_close") == 1
    assert contents(messages, "comm_close") == [{"comm_id": identifier, "data": {}}]
    assert frontend.info()["comms"] == {}
    notebook.run('Comm.unregister(target: "broken")')


@pytest.mark.parametrize("handler", ["onMessage", "onMessageAtOnce"])
def test_an_interrupt_stops_an_endless_handler(notebook, frontend, handler):
    notebook.run(f'let endless = Comm.open(target: "endless")\nendless.{handler} {{ _ in print("on"); while true {{}} }}')
    identifier = next(iter(frontend.info("endless")["comms"]))
    request = frontend.send("comm_msg", identifier)
    while notebook.client.get_iopub_msg(timeout=60)["content"].get("text") != "on\n":
        pass
    notebook.interrupt()
    assert contents(frontend.messages(request), "error")[0]["ename"] == "Interrupted"


def test_an_interrupt_spares_the_messages_that_wait_behind_the_cell(notebook, frontend):
    notebook.run('var spared = 0\nlet patient = Comm.open(target: "patient")\npatient.onMessage { _ in spared += 1 }')
    identifier = next(iter(frontend.info("patient")["comms"]))
    request = notebook.start('print("spins")\nwhile true {}')
    while notebook.client.get_iopub_msg(timeout=60)["content"].get("text") != "spins\n":
        pass
    for _ in range(3):
        frontend.send("comm_msg", identifier)
    notebook.interrupt()
    assert notebook.finish(request).error["ename"] == "Interrupted"
    # Cells and messages take turns, so that the last of these may come behind the next cell.
    deadline = time.monotonic() + LIMIT
    while notebook.run("spared").result != "3":
        assert time.monotonic() < deadline, "a message is lost"


def test_a_large_buffer_both_ways(notebook, frontend):
    notebook.run(
        'let large = Comm.open(target: "large")\n'
        'large.onMessage { try large.send([:], buffers: [$0.buffers[0].map { 255 - $0 }]) }')
    identifier = next(iter(frontend.info("large")["comms"]))
    payload = bytes(range(256)) * 20_000  # 5 MB
    messages = frontend.exchange("comm_msg", identifier, buffers=[payload])
    assert bytes(messages[1]["buffers"][0]) == bytes(255 - b for b in payload[:256]) * 20_000


def test_a_slider_by_the_protocol_of_ipywidgets(notebook, frontend):
    """The slider of docs/comms.md, driven as ipywidgets' frontend does."""
    page = (pathlib.Path(__file__).resolve().parents[2] / "docs" / "comms.md").read_text(encoding="utf-8")
    code = page[page.index("final class Slider"):]
    run = notebook.run(code[: code.index("```")])
    layout, style, slider = opened(run)
    for message in (layout, style, slider):
        assert message["content"]["target_name"] == "jupyter.widget"
        assert message["metadata"] == {"version": "2.1.0"}
        assert set(message["content"]["data"]) == {"state", "buffer_paths"}
    state = slider["content"]["data"]["state"]
    assert (state["_model_name"], state["value"], state["min"], state["max"]) == ("IntSliderModel", 20, 1, 100)
    assert state["layout"] == "IPY_MODEL_" + layout["content"]["comm_id"]
    assert state["style"] == "IPY_MODEL_" + style["content"]["comm_id"]
    identifier = slider["content"]["comm_id"]
    shown = run.contents("execute_result")[0]["data"]
    assert shown["application/vnd.jupyter.widget-view+json"] == {
        "model_id": identifier, "version_major": 2, "version_minor": 0}
    assert shown["text/plain"] == "a slider at 20"
    # The frontend moves it, asks the kernel in vain for what it does not know, and is moved.
    moved = {"method": "update", "state": {"value": 35}, "buffer_paths": []}
    assert text(frontend.exchange("comm_msg", identifier, moved)) == "now 35 epochs\n"
    assert notebook.run("rate.value").result == "35"
    assert kinds(frontend.exchange("comm_msg", identifier, {"method": "custom", "content": 1})) == ["status", "status"]
    assert "comm_close" in kinds(frontend.open("jupyter.widget.control")[1])
    assert notebook.run("try rate.set(50)").contents("comm_msg") == [
        {"comm_id": identifier, "data": {"method": "update", "state": {"value": 50}, "buffer_paths": []}}]
    assert set(frontend.info("jupyter.widget")["comms"]) == {m["content"]["comm_id"] for m in opened(run)}


def test_the_worker_that_goes_takes_its_comms_along(notebook, frontend):
    identifier = opened(notebook.run('let doomed = Comm.open(target: "doomed")'))[0]["content"]["comm_id"]
    run = notebook.run("kill(getpid(), SIGKILL)\nsleep(10)", ok=False)
    assert run.contents("comm_close") == [{"comm_id": identifier, "data": {}}]
    assert frontend.info()["comms"] == {}
    second = opened(notebook.run('let after = Comm.open(target: "doomed")'))[0]["content"]["comm_id"]
    assert notebook.run("%reset -f").contents("comm_close") == [{"comm_id": second, "data": {}}]
    assert kinds(frontend.exchange("comm_msg", second)) == ["status", "status"]


def test_a_restart_closes_them(notebook, frontend):
    identifier = opened(notebook.run('let over = Comm.open(target: "over")'))[0]["content"]["comm_id"]
    notebook.manager.restart_kernel(now=False)
    closed = []
    while not closed:
        message = notebook.client.get_iopub_msg(timeout=60)
        closed = [message["content"]] if message["msg_type"] == "comm_close" else []
    assert closed == [{"comm_id": identifier, "data": {}}]
    notebook.client.wait_for_ready(timeout=90)
    assert frontend.info()["comms"] == {}
    assert notebook.run("1 + 1").result == "2"
