"""Subshells (JEP 91): cells and commands that run while the main shell's cell runs."""

import time

import pytest
from comms import contents, text
from conftest import LIMIT


class Subshells:
    """Control messages, and cells with a subshell in their header."""

    def __init__(self, notebook):
        self.notebook = notebook
        self.client = notebook.client
        # What other requests brought while one was waited for.
        self.seen = []
        self.replies = {}

    def published(self):
        message = self.client.get_iopub_msg(timeout=LIMIT)
        self.seen.append(message)
        return message

    def control(self, kind, content=None):
        message = self.client.session.msg(kind, content or {})
        self.client.control_channel.send(message)
        while True:
            reply = self.client.get_control_msg(timeout=LIMIT)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                assert reply["msg_type"] == kind.replace("request", "reply")
                return reply["content"]

    def create(self):
        content = self.control("create_subshell_request")
        assert set(content) == {"status", "subshell_id"} and content["status"] == "ok"
        return content["subshell_id"]

    def delete(self, identifier):
        return self.control("delete_subshell_request", {"subshell_id": identifier})

    def list(self):
        content = self.control("list_subshell_request")
        assert set(content) == {"status", "subshell_id"} and content["status"] == "ok"
        return content["subshell_id"]

    def start(self, code, subshell=None, **options):
        content = {
            "code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False,
            "stop_on_error": True, **options}
        message = self.client.session.msg("execute_request", content)
        if subshell:
            message["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def finish(self, *requests):
        """Waits for all of them, in whatever order they end; what each brought, and the replies."""
        deadline = time.monotonic() + LIMIT
        while not set(requests) <= set(self.replies):
            reply = self.client.get_shell_msg(timeout=LIMIT)
            self.replies[reply["parent_header"].get("msg_id")] = reply["content"]
            assert time.monotonic() < deadline

        def of(request):
            return [m for m in self.seen if m["parent_header"].get("msg_id") == request]

        while not all(of(r) and of(r)[-1]["content"].get("execution_state") == "idle" for r in requests):
            self.published()
        return {request: of(request) for request in requests}, {request: self.replies[request] for request in requests}

    def run(self, code, subshell=None, **options):
        request = self.start(code, subshell, **options)
        found, replies = self.finish(request)
        return found[request], replies[request]

    def wait_for(self, request, words):
        while True:
            message = self.published()
            if message["parent_header"].get("msg_id") == request and words in message["content"].get("text", ""):
                return


@pytest.fixture
def shells(notebook):
    shells = Subshells(notebook)
    notebook.run("import Foundation")
    yield shells
    for identifier in shells.list():
        shells.delete(identifier)


def test_the_feature_is_told(notebook):
    request = notebook.client.kernel_info()
    while (reply := notebook.client.get_shell_msg(timeout=LIMIT))["parent_header"]["msg_id"] != request:
        pass
    assert reply["content"]["supported_features"] == ["kernel subshells"]


def test_create_list_delete(shells):
    first, second = shells.create(), shells.create()
    assert first != second and shells.list() == sorted([first, second])
    assert shells.delete(first) == {"status": "ok"}
    assert shells.list() == [second]
    for unknown in [first, "nobody"]:
        content = shells.delete(unknown)
        assert content["status"] == "error" and content["ename"] == "UnknownSubshell" and unknown in content["evalue"]
    _, reply = shells.run("1", first)
    assert (reply["status"], reply["ename"]) == ("error", "UnknownSubshell")


SPIN = 'print("spinning")\nvar rounds = 0\nwhile !FileManager.default.fileExists(atPath: "go") { rounds += 1 }\nprint("done")'

# What runs in a subshell while the main shell's cell spins, what it prints and its result.
BESIDE = {
    "Swift": ("print(\"beside\")\n6 * 7", "beside\n", "42"),
    "a variable of the main shell": ("shared + 1", "", "42"),
    "an asynchronous cell": ("try await Task.sleep(nanoseconds: 1_000_000)\nprint(\"slept\")\nawait Task { 7 }.value", "slept\n", "7"),
    "a command": ("%data moons --samples 20 --seed 1", None, None),
    "a directive": ("%env SUBSHELL=1", None, None),
    "a shell line": ("!echo from the shell", "from the shell\n", None),
    "training": (
        "let beside = try Sequential(inputShape: [2], seed: 1) { Dense(2, activation: .softmax) }\n"
        "try beside.fit(Dataset.moons(samples: 40, seed: 1), loss: .categoricalCrossEntropy, optimizer: .sgd(learningRate: 0.1), epochs: 2);",
        None, None),
}


@pytest.mark.parametrize("name", BESIDE)
def test_a_cell_runs_beside_the_main_shell(notebook, shells, name):
    code, printed, result = BESIDE[name]
    notebook.run('let shared = 41\ntry? FileManager.default.removeItem(atPath: "go");')
    subshell = shells.create()
    main = shells.start(SPIN)
    shells.wait_for(main, "spinning")
    messages, reply = shells.run(code, subshell)
    assert reply["status"] == "ok", reply
    if printed is not None:
        assert text(messages) == printed
    if result is not None:
        assert contents(messages, "execute_result")[-1]["data"]["text/plain"] == result
    _, reply = shells.run('FileManager.default.createFile(atPath: "go", contents: nil);', subshell)
    assert reply["status"] == "ok"
    found, replies = shells.finish(main)
    assert replies[main]["status"] == "ok" and text(found[main]) == "spinning\ndone\n"


def test_an_error_stops_the_queue_of_its_own_shell_only(shells):
    subshell = shells.create()
    main = [shells.start("usleep(300_000)"), shells.start("print(\"main goes on\")")]
    beside = [shells.start("let none: Int? = nil\nprint(none!)", subshell), shells.start("print(\"never\")", subshell)]
    found, replies = shells.finish(*main, *beside)
    assert [replies[r]["status"] for r in main + beside] == ["ok", "ok", "error", "error"]
    assert text(found[main[1]]) == "main goes on\n" and text(found[beside[1]]) == ""
    assert len(contents(found[beside[0]], "error")) == 1
    assert "In[" in "\n".join(contents(found[beside[0]], "error")[0]["traceback"])


def test_names_of_both_shells_are_one_session(shells):
    subshell = shells.create()
    assert shells.run("var both = [1]", subshell)[1]["status"] == "ok"
    assert shells.run("both.append(2)")[1]["status"] == "ok"
    messages, _ = shells.run("both", subshell)
    assert contents(messages, "execute_result")[0]["data"]["text/plain"] == "[1, 2]"


def test_a_value_that_another_shell_uses_is_not_given_back(shells):
    subshell = shells.create()
    shells.run("var big = Array(repeating: 1, count: 100_000)")
    main = shells.start('print("summing")\nvar sum = 0\nfor _ in 0..<300 { sum = 0; for value in big { sum += value }; usleep(1_000) }\nsum')
    shells.wait_for(main, "summing")
    for round_ in range(5):
        assert shells.run(f"var big = Array(repeating: {round_}, count: 10)", subshell)[1]["status"] == "ok"
    found, _ = shells.finish(main)
    assert contents(found[main], "execute_result")[0]["data"]["text/plain"] == "100000"


def test_an_interrupt_stops_the_cells_of_all_shells(notebook, shells):
    shells.run("let kept = 5")
    subshells = [shells.create(), shells.create()]
    requests = [shells.start(f'print("on {n}")\nwhile true {{}}', s) for n, s in enumerate([None, *subshells])]
    waiting = {"on 0\n", "on 1\n", "on 2\n"}
    while waiting:
        waiting.discard(shells.published()["content"].get("text"))
    notebook.interrupt()
    _, replies = shells.finish(*requests)
    assert {r["ename"] for r in replies.values()} == {"Interrupted"}
    assert contents(shells.run("kept")[0], "execute_result")[0]["data"]["text/plain"] == "5"


def test_a_subshell_that_is_deleted_while_its_cell_runs(shells):
    subshell = shells.create()
    request = shells.start('print("long")\nusleep(300_000)\n"end"', subshell)
    shells.wait_for(request, "long")
    queued = shells.start("print(1)", subshell)
    assert shells.delete(subshell) == {"status": "ok"}
    assert shells.list() == []
    found, replies = shells.finish(request, queued)
    # What ran ends as it would have; what waited does not begin.
    assert replies[request]["status"] == "ok" and replies[queued]["status"] == "error"
    assert contents(found[request], "execute_result")[0]["data"]["text/plain"] == '"end"'


def test_forty_five_subshells_run_cells(shells):
    # More than the worker has lanes: the last ones share.
    subshells = [shells.create() for _ in range(45)]
    requests = [shells.start(f'"{n}"', subshell) for n, subshell in enumerate(subshells)]
    _, replies = shells.finish(*requests)
    assert {r["status"] for r in replies.values()} == {"ok"}


def test_soak(shells):
    """Cells of three shells at once, some of which trap, throw or are asynchronous: nothing is lost, mixed up or late."""
    subshells = [None, shells.create(), shells.create()]
    cells = [
        ('print("{n}")', "ok"), ("let a: [Int] = []\nprint(a[{n}])", "error"), ("await Task {{ {n} }}.value", "ok"),
        ("struct Bad: Error {{}}\nthrow Bad()", "error"), ("let x{n} = {n}\nprint(x{n})", "ok"), ("%who", "ok"),
    ]
    expected = {}
    for n in range(36):
        code, status = cells[n % len(cells)]
        request = shells.start(code.format(n=n), subshells[n // 2 % 3], stop_on_error=False)
        expected[request] = (status, f"{n}\n" if "print(\"" in code or "print(x" in code else None)
    found, replies = shells.finish(*expected)
    for request, (status, printed) in expected.items():
        assert replies[request]["status"] == status, replies[request]
        if printed:
            assert text(found[request]) == printed
        assert len(contents(found[request], "error")) == (status == "error")
