"""Swift cells: what lives on, what is shown, how mistakes are told."""

import os
import re

import pytest


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["let a1 = 5", "a1 + 1"], "6"),
        (["var b1 = [1]", "b1.append(2)", "b1"], "[1, 2]"),
        (["func twice(_ x: Int) -> Int { 2 * x }", "twice(21)"], "42"),
        (["struct P1 { var x = 3 }", "let p1 = P1()", "p1.x"], "3"),
        (["extension Int { var tripled: Int { 3 * self } }", "14.tripled"], "42"),
        (["import Foundation", 'String(format: "%.2f", 2.0)'], '"2.00"'),
        # A name can be declared anew, with another type, and by itself.
        (["let c1 = 1", 'let c1 = "uno"', "c1"], '"uno"'),
        (["let d1 = 1", "let d1 = d1 + 1", "d1"], "2"),
        (["func g1() -> Int { 1 }", "func g1() -> Int { 2 }", "g1()"], "2"),
        (["func h1(_ x: Int) -> String { \"Int\" }", "func h1(_ x: String) -> String { \"String\" }", "h1(1) + h1(\"\")"],
         '"IntString"'),
        (["struct Q1 { var x = 1 }", "struct Q1 { var y = 2 }", "Q1().y"], "2"),
        (["class Base { func name() -> String { \"base\" } }",
          "class Derived: Base { override func name() -> String { \"derived\" } }", "Derived().name()"], '"derived"'),
        (["protocol Shape { var area: Double { get } }", "struct Square { var side = 2.0 }",
          "extension Square: Shape { public var area: Double { side * side } }", "(Square() as Shape).area"], "4.0"),
        (["await Task { 7 }.value"], "7"),
        (["let w1 = await Task { 8 }.value", "w1 + 1"], "9"),
        (["func slow() async throws -> Int { try await Task.sleep(nanoseconds: 1_000_000); return 9 }",
          "try await slow()"], "9"),
        # The value of an assignment, a loop or nothing is not shown, nor what ends in a semicolon.
        (["var e1 = 1", "e1 = 2"], None),
        (["print(1)"], None),
        (["5;"], None),
        (["for _ in 0..<2 { }"], None),
        (["let t1: (Int, String) = (1, \"a\")", "t1.1"], '"a"'),
        (["let o1: Int? = nil", "o1"], "nil"),
        (["exp(0.0) + sqrt(4.0)"], "3.0"),
        (["\ufefflet bom1 = 5", "\ufeffbom1 + 1"], "6"),
    ],
)
def test_session(notebook, cells, expected):
    for cell in cells[:-1]:
        notebook.run(cell)
    assert notebook.run(cells[-1]).result == expected


def test_output_appears_in_order(notebook):
    run = notebook.run(
        'print("one")\ndisplay(.html("<b>two</b>"))\nprint("three", terminator: "")\ndisplay(.html("four"));'
    )
    said = [
        m["content"].get("text") or m["content"]["data"]["text/html"]
        for m in run.messages
        if m["msg_type"] in ("stream", "display_data")
    ]
    assert said == ["one\n", "<b>two</b>", "three", "four"]


def test_c_printf_shows(notebook):
    run = notebook.run('import Glibc\nputs("from C")\nfputs("unfinished", stdout);')
    assert run.stream() == "from C\nunfinished"


def test_unfinished_lines_appear_while_the_cell_runs(notebook):
    request = notebook.start('import Glibc\nprint("progress", terminator: "")\nsleep(2)\nprint("!")')
    while True:
        message = notebook.client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == request and message["msg_type"] == "stream":
            break
    assert message["content"]["text"] == "progress"
    notebook.finish(request)


def test_everything_comes_before_idle(notebook):
    for _ in range(20):
        run = notebook.run("for i in 0..<200 { print(i) }")
        assert run.stream().split() == [str(i) for i in range(200)]


def plain(text):
    return re.sub("\x1b\\[[0-9;]*m", "", text)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("let x: Int = 1\nlet y: String = x",
         [":2:17: error: cannot convert value of type 'Int' to specified type 'String'", "2 | let y: String = x", "^"]),
        ("print(undeclared)", [":1:7: error: cannot find 'undeclared' in scope"]),
        ("let n = Optional(3)\nlet m = n + 1", [":2:9: error:", "force-unwrap using '!'"]),
        ("let ñandú = \"año\"; let z: Int = ñandú", [":1:33: error:"]),
        ("let = 3", [":1:5: error:"]),
    ],
)
def test_compiler_errors_speak_of_the_students_own_text(notebook, cell, expected):
    run = notebook.run(cell, ok=False)
    text = plain(run.traceback)
    for piece in expected:
        assert piece in text
    assert f"In[{run.reply['execution_count']}]" in text
    assert "__cuaderno" not in text
    assert "main.swift" not in text


def test_a_failed_cell_keeps_what_it_initialised(notebook):
    notebook.run("let early1 = 11\nlet nothing1: Int? = nil\nlet late1 = nothing1!\nlet later1 = 4", ok=False)
    assert notebook.run("early1").result == "11"
    run = notebook.run("late1", ok=False)
    assert "stopped before it had a value" in plain(run.traceback)


def test_input(notebook):
    run = notebook.run('let name1 = input("name? ")\nprint("hola \\(name1)")', answers=["Ana"])
    assert run.stream() == "hola Ana\n"
    question = run.contents("input_request")[0]
    assert question == {"prompt": "name? ", "password": False}


def test_input_without_stdin_is_an_error(notebook):
    notebook.run('let name2 = try input("name? ")', ok=None)
    assert notebook.run("1 + 1").result == "2"


def test_silent_and_store_history(notebook):
    before = notebook.run("1").reply["execution_count"]
    request = notebook.start("print(3)", silent=True)
    run = notebook.finish(request)
    assert run.kinds == ["status", "status"]
    assert notebook.run("1", store_history=False).reply["execution_count"] in (before, before + 1)
    assert notebook.run("1").reply["execution_count"] == before + 1


def test_run_all_stops_at_the_first_error(notebook):
    requests = [notebook.start(code) for code in ["let a: Int = \"x\"", "print(1)", "print(2)"]]
    runs = [notebook.finish(request) for request in requests]
    assert [run.reply["status"] for run in runs] == ["error", "error", "error"]
    assert runs[1].stream() == ""
    assert notebook.run("1 + 1").result == "2"


def test_user_expressions(notebook):
    request = notebook.start(
        "let u1 = 20",
        user_expressions={"sum": "u1 + 1", "bad": "u1 + nothing", "statement": "let u2 = 1", "trap": "[1][u1]"},
    )
    run = notebook.finish(request)
    values = run.reply["user_expressions"]
    assert values["sum"]["status"] == "ok"
    assert values["sum"]["data"]["text/plain"] == "21"
    assert values["bad"]["status"] == "error"
    assert "nothing" in values["bad"]["evalue"]
    assert values["statement"]["ename"] == "No value"
    assert "Index out of range" in values["trap"]["evalue"]
    assert run.result is None and run.error is None, "expressions show nothing"
    assert notebook.run("u1").result == "20"


def test_a_flood_of_text_is_cut_and_kept(notebook):
    run = notebook.run("for i in 0..<1_000_000 { print(i) }")
    assert len(run.stream()) <= 512 << 10
    assert run.stream().startswith("0\n1\n")
    notice = run.stream("stderr")
    assert "More than 512 KB of text" in notice
    assert notice.endswith("999998\n999999\n")
    kept = re.search(r"written to (\S+) while", notice)[1]
    try:
        with open(kept) as file:
            assert file.read() == "".join(f"{i}\n" for i in range(1_000_000))
    finally:
        os.unlink(kept)
    assert notebook.run('print("after")').stream() == "after\n"
