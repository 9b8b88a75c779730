"""Completion and inspection, as a client asks for them: Swift, `%` lines and files, also while a cell runs."""

import os
import pathlib
import signal
import time

import pytest
from jupyter_client.manager import KernelManager

from conftest import LIMIT, Notebook

SETUP = """\
import Foundation
let numbers = [1, 2, 3]
let greeting = "hola"
/// A place in the plane.
struct Point {
    var xCoordinate = 1.0
    func norm() -> Double { abs(xCoordinate) }
}
/// Doubles a number.
/// - Parameter value: what is doubled
func twice(_ value: Int) -> Int { value * 2 }
let point = Point()
enum Season { case spring, summer }
"""
HANG = "let nested = " + "[" * 24 + "|"


def ask(notebook, kind, marked):
    """The reply for code with a `|` where the cursor is."""
    at = marked.index("|")
    code = marked[:at] + marked[at + 1:]
    request = getattr(notebook.client, kind)(code, at)
    while True:
        reply = notebook.client.get_shell_msg(timeout=LIMIT)
        if reply["parent_header"].get("msg_id") == request:
            return reply["content"]


def complete(notebook, marked):
    reply = ask(notebook, "complete", marked)
    assert reply["status"] == "ok"
    return reply


def inspect(notebook, marked):
    reply = ask(notebook, "inspect", marked)
    assert reply["status"] == "ok"
    return reply


def patient(notebook, marked):
    """As `complete`, but a process that is just starting gets another chance: its first work may outlast an answer's limit."""
    deadline = time.monotonic() + LIMIT
    while True:
        reply = complete(notebook, marked)
        if reply["matches"] or time.monotonic() > deadline:
            return reply


@pytest.fixture(scope="module")
def session(notebook, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    (folder / "flowers.csv").write_text("a,b\n1,2\n")
    (folder / "fluss").mkdir()
    notebook.run(f'{SETUP}\n_ = FileManager.default.changeCurrentDirectoryPath("{folder}")')
    notebook.folder = folder
    notebook.run("%data moons --samples 60\n%network clf dense(4, tanh) dense(2, softmax)")
    notebook.run("let numbers2 = numbers\nlet shadowed = 1")
    notebook.run('let shadowed = "text"\nlet spiral = try Dataset.spirals(samples: 30)')
    assert patient(notebook, "numb|")["matches"]
    return notebook


# code, expected among the matches, not among them
PLACES = [
    # Members.
    ("numbers.|", ["append", "count", "map", "isEmpty"], ["let", "numbers"]),
    ("numbers.app|", ["append"], ["count"]),
    ("numbers.map { $0 * 2 }.fi|", ["filter", "first"], []),
    ("greeting.upp|", ["uppercased"], []),
    ("greeting.|", ["count", "hasPrefix", "split"], []),
    ("point.|", ["xCoordinate", "norm"], []),
    ("point.no|", ["norm"], ["xCoordinate"]),
    ("twice(2).|", ["description", "isMultiple"], []),
    ("Season.|", ["spring", "summer"], []),
    ("let s: Season = .s|", ["spring", "summer"], []),
    ("shadowed.|", ["count", "uppercased"], ["isMultiple"]),
    ("let maybe: String? = nil\nmaybe.cou|", ["?.count"], []),
    ("Dataset.mo|", ["moons"], []),
    ("clf.|", ["fit", "predict", "layers"], []),
    ("moons.feat|", ["features", "featureShape"], []),
    ("spiral.|", ["split", "count"], []),
    # Arguments.
    ("Dense(16, |", ["activation:", "bias:"], []),
    ("Dense(16, act|", ["activation:"], ["bias:"]),
    ("Dense(16, activation: .re|", ["relu"], ["tanh"]),
    ("try Sequential(|", ["inputShape:"], []),
    ("try clf.fit(moons, los|", ["loss:"], []),
    ("try clf.fit(moons, loss: .|", ["meanSquaredError", "categoricalCrossEntropy"], []),
    ("try clf.fit(moons, loss: .meanSquaredError, optimizer: .ad|", ["adam", "adamW"], ["sgd"]),
    # Names.
    ("num|", ["numbers", "numbers2"], []),
    ("twi|", ["twice"], []),
    ("poi|", ["point"], []),
    ("let p = Poi|", ["Point"], []),
    ("Dens|", ["Dense"], []),
    ("sqr|", ["sqrt"], []),
    ("pri|", ["print"], []),
    ("mo|", ["moons"], []),
    ("|", ["let", "numbers", "greeting"], ["__cuadernoShow", "__cuadernoBind"]),
    ("__cuad|", [], ["__cuadernoShow"]),
    ("import Found|", ["Foundation"], []),
    ("let x: Dou|", ["Double"], []),
    # The unfinished cell's own.
    ("let total = 3\nto|", ["total"], []),
    ("func area(width: Int) -> Int {\n    wid|", ["width"], []),
    ("for step in 0..<3 {\n    let inner = step\n    inn|\n}", ["inner"], []),
    ("struct A { var weight = 1.0; func f() { self.we| } }", ["weight"], []),
    ("numbers.map { value in val|", ["value"], []),
    ("let own = 1\n%who\now|", ["own"], []),
    ("let numbers = numbers.fil|", ["filter"], []),
    ('print("😀"); num|', ["numbers"], []),
    ("let ñandú = 1\nñan|", ["ñandú"], []),
    ('print("\\(gree|)")', ["greeting"], []),
    # Nothing to say.
    ("// num|", [], ["numbers"]),
    ("/* num| */", [], ["numbers"]),
    ("12|", [], ["numbers"]),
    # Files.
    ('open("flo|', ["flowers.csv"], []),
    ('try Dataset.csv("fl|")', ["flowers.csv", "fluss/"], []),
    ("%data csv flo|", ["flowers.csv"], ["fluss/"]),
    ("%train clf --on moons --checkpoint fl|", ["flowers.csv", "fluss/"], []),
    # Commands.
    ("%|", ["data", "network", "train", "who"], ["__value"]),
    ("%tr|", ["train"], ["data"]),
    ("let a = 1\n%ev|", ["evaluate"], []),
    ("%data |", ["moons", "iris", "csv"], []),
    ("%data sp|", ["spirals"], ["moons"]),
    ("%train |", ["clf"], ["moons", "numbers"]),
    ("%train clf --|", ["--on", "--epochs", "--learning-rate", "--swift"], ["--save"]),
    ("%train clf --on moons --|", ["--epochs"], ["--on"]),
    ("%train clf --on |", ["moons", "spiral"], ["clf"]),
    ("%train clf --loss cat|", ["categoricalCrossEntropy"], ["hinge"]),
    ("%train clf --loss=cat|", ["categoricalCrossEntropy"], []),
    ("%train clf --optimizer ad|", ["adam", "adamW", "adagrad"], ["sgd"]),
    ("%train clf --metric accuracy,f|", ["f1"], ["accuracy"]),
    ("%train clf --schedule cos|", ["cosineDecay"], []),
    ("%train clf --lr|", ["--lr"], []),
    ("%plot bou|", ["boundary"], []),
    ("%plot loss |", ["clf", "moons"], ["numbers"]),
    ("%network net den|", ["dense"], []),
    ("%network net dense(16, ta|", ["tanh"], ["dense"]),
    ("%network net dense(16, ker|", ["kernelInitializer:"], []),
    ("%network net dense(16) dro|", ["dropout"], []),
    ("%network fresh dense(1)\n%train fre|", ["fresh"], []),
    ("%help conv2|", ["conv2D"], []),
    ("%evaluate clf --part |", ["test", "train"], []),
]


@pytest.mark.parametrize("marked, expected, unexpected", PLACES, ids=[p[0] for p in PLACES])
def test_place(session, marked, expected, unexpected):
    reply = complete(session, marked)
    matches = reply["matches"]
    folded = {m.lower() for m in matches}
    assert {m.lower() for m in expected} <= folded, matches[:20]
    assert not set(unexpected) & set(matches), matches[:20]
    assert len(set(matches)) == len(matches), "each text once"
    cursor = marked.index("|")
    assert reply["cursor_end"] == cursor
    # What is replaced is what the matches go on from, in code points.
    typed = marked[reply["cursor_start"]:cursor]
    for match in matches:
        assert match.lower().startswith(typed.lower()) or match.startswith("?."), (typed, match)
    types = reply["metadata"].get("_jupyter_types_experimental", [])
    assert [t["text"] for t in types] == matches
    assert all(t["type"] and t["start"] == reply["cursor_start"] and t["end"] == cursor for t in types)


def test_members_say_their_types(session):
    types = {t["text"]: t for t in complete(session, "numbers.|")["metadata"]["_jupyter_types_experimental"]}
    assert types["count"]["signature"] == "Int" and types["count"]["type"] == "property"
    assert types["append"]["type"] == "function" and types["append"]["signature"].startswith("(")


def test_the_session_comes_before_the_library(session):
    matches = complete(session, "num|")["matches"]
    assert matches[:2] == ["numbers", "numbers2"]


def test_an_older_declaration_is_not_offered(session):
    session.run("struct Replaced { var first = 1 }")
    session.run("struct Replaced { var second = 1 }\nlet replaced = Replaced()")
    matches = patient(session, "replaced.|")["matches"]
    assert "second" in matches and "first" not in matches


def test_a_new_cell_is_known_at_once(session):
    for number in range(3):
        session.run(f"let fresh{number} = [{number}]")
        assert f"fresh{number}" in complete(session, "fres|")["matches"]
        assert "count" in complete(session, f"fresh{number}.|")["matches"]


def test_while_a_cell_runs(session):
    request = session.start("var isWaiting = true\nwhile isWaiting { usleep(1000) }")
    try:
        assert "append" in complete(session, "numbers.app|")["matches"]
        assert "train" in complete(session, "%tr|")["matches"]
        found = inspect(session, "num|bers")
        assert found["found"] and "3 elements" in found["data"]["text/plain"]
    finally:
        session.interrupt()
    assert session.finish(request).error


def service(notebook):
    """The process of sourcekitd, a child of the kernel's."""
    kernel = notebook.manager.provisioner.process.pid
    for task in pathlib.Path(f"/proc/{kernel}/task").iterdir():
        for child in (task / "children").read_text().split():
            if "cuaderno-sourcekit" in pathlib.Path(f"/proc/{child}/cmdline").read_text():
                return int(child)
    return None


def test_a_kill_costs_nothing(session):
    first = service(session)
    os.kill(first, signal.SIGKILL)
    assert "append" in patient(session, "numbers.app|")["matches"]
    assert service(session) not in (None, first)
    assert session.run("numbers.count").result == "3"


def test_a_hang_costs_an_empty_answer(session):
    first = service(session)
    # What would take sourcekitd and every other parser seconds is not asked.
    assert complete(session, HANG)["matches"] == []
    # And one that does not answer, whatever the reason, is replaced.
    os.kill(first, signal.SIGSTOP)
    assert complete(session, "numbers.app|")["matches"] == []
    assert "append" in patient(session, "numbers.app|")["matches"]
    assert service(session) not in (None, first)


def test_nothing_stays_when_the_kernel_is_killed():
    manager = KernelManager(kernel_name="cuaderno")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=LIMIT)
    notebook = Notebook(manager, client)
    patient(notebook, "pri|")
    process = service(notebook)
    os.kill(manager.provisioner.process.pid, signal.SIGKILL)
    deadline = time.monotonic() + LIMIT
    while pathlib.Path(f"/proc/{process}").exists() and \
            "Z" != pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]:
        assert time.monotonic() < deadline, "the process lives on"
        time.sleep(0.05)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize(
    "marked, expected",
    [
        ("num|bers", ["let numbers: [Int]", "[1, 2, 3]"]),
        ("numbers|", ["[1, 2, 3]"]),
        ("greeting.upper|cased()", ["func uppercased() -> String"]),
        ("twi|ce(2)", ["func twice(_ value: Int) -> Int", "Doubles a number."]),
        ("twice(|", ["twice(_ value: Int) -> Int"]),
        ("twice(2|)", ["twice(_ value: Int) -> Int"]),
        ("Poi|nt()", ["struct Point", "A place in the plane."]),
        ("Dense(3, |", ["activation: ActivationFunction", "At the cursor: `activation`"]),
        ("Den|se(3)", ["struct Dense", "A layer whose every neuron"]),
        ("pri|nt(1)", ["func print(", "Writes the textual representations"]),
        ("cl|f", ["var clf: Sequential", "4 tanh"]),
        ("moo|ns", ["Dataset", "60 examples"]),
        ('print("😀"); num|bers', ["[1, 2, 3]"]),
        ("let own = 3\now|n", ["let own: Int"]),
        ("let numbers = 2.5\nprint(num|bers)", ["let numbers: Double"]),
        ("func f(numbers: Bool) { print(num|bers) }", ["numbers: Bool"]),
        ("let a = 1\nprint(num|bers.count)", ["let numbers: [Int]", "[1, 2, 3]"]),
        ("%tra|in clf", ["--epochs", "Train a network"]),
        ("%train clf --epo|chs 3", ["How often to go through"]),
        ("%train clf --schedule cosine|Decay", ["cosineDecay(decaySteps)"]),
        ("%network n dro|pout(0.2)", ["dropout(rate"]),
    ],
)
def test_inspection(session, marked, expected):
    reply = inspect(session, marked)
    assert reply["found"], marked
    for text in expected:
        assert text in reply["data"]["text/plain"], reply["data"]["text/plain"]
    assert reply["data"]["text/markdown"].startswith("```")


def test_inspection_follows_the_session(session):
    for source, kind, value in (("[1, 5]", "[Int]", "[1, 5]"), ('"hola"', "String", "hola"), ("2.5", "Double", "2.5")):
        session.run(f"var followed = {source}")
        # The second time sourcekitd knows the text.
        for marked in ("follow|ed", "let z = 1\nprint(follow|ed)"):
            text = inspect(session, marked)["data"]["text/plain"]
            assert f"var followed: {kind}" in text and value in text, text
    session.run("followed = 7.5")
    assert "7.5" in inspect(session, "follow|ed")["data"]["text/plain"]


@pytest.mark.parametrize("marked", ["// numb|ers", "|", "zork|", "12|", HANG])
def test_nothing_to_inspect(session, marked):
    reply = inspect(session, marked)
    assert not reply["found"] and reply["data"] == {}


def test_a_description_that_crashes_or_hangs_costs_nothing(session):
    session.run(
        "struct Trap: CustomStringConvertible { var description: String { fatalError() } }\nlet trap = Trap();\n"
        "struct Endless: CustomStringConvertible { var description: String { while true {} } }\nlet endless = Endless();")
    for name in ["trap", "endless"]:
        patient(session, f"{name}|")
        reply = inspect(session, f"{name}|")
        assert reply["found"] and f"let {name}: " in reply["data"]["text/plain"]
    assert session.run("numbers.count").result == "3"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Dense?", "struct Dense"),
        ("?Dense", "struct Dense"),
        ("%train?", "--epochs"),
        ("  asked?  ", "let asked"),
        ("asked.isMultiple?", "isMultiple"),
    ],
)
def test_a_question_mark_asks(notebook, code, expected):
    notebook.run("let asked = 3")
    run = notebook.run(code)
    (page,) = run.reply["payload"]
    assert page["source"] == "page"
    assert expected in page["data"]["text/plain"]


def test_a_question_about_nothing(notebook):
    run = notebook.run("nothingOfTheKind?", ok=False)
    assert "nothingOfTheKind" in run.traceback
