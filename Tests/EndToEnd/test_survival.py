"""A cell may do anything: the next one answers, and every variable is still there."""

import os
import re
import signal
import time

import pytest
import zmq

CRASHES = {
    "index out of range": ("let v = [1, 2, 3]\nlet i = v.count\nv[i]", "Index out of range", 3),
    "unwrapped nil": ("let n: Int? = Int(\"x\")\nprint(n!)", "Unexpectedly found nil", 2),
    "unwrapped nil without a sign": (
        "var none: Int! = 1\nnone = nil\nnone + 1", "nil while implicitly unwrapping", 3),
    "overflow": ("var big = Int.max\nbig += Int(\"1\")!", "overflow", 2),
    "division by zero": ("let zero = Int(\"0\")!\n1 / zero", "Division by zero", 2),
    "failed cast": ("let any: Any = 1\nlet text = any as! String", "Could not cast", 2),
    "fatalError": ('print("before")\nfatalError("my words")', "my words", 2),
    "precondition": ("precondition(Int(\"1\")! == 2, \"not two\")", "not two", 1),
    "try!": ("struct Oops: Error {}\nfunc f() throws { throw Oops() }\ntry! f()", "an error: Oops()", 3),
    "a continuation": (
        "await withCheckedContinuation { c in\n    c.resume(returning: 1)\n    c.resume(returning: 2)\n}",
        "MISUSE: In[", 3),
    "in a function": ("func deep(_ a: [Int]) -> Int {\n    a[9]\n}\nlet r = deep([1])", "Index out of range", 2),
}


@pytest.mark.parametrize("name", CRASHES)
def test_a_trap_costs_nothing(notebook, name):
    code, cause, line = CRASHES[name]
    notebook.run("var kept = 41")
    run = notebook.run(code, ok=False)
    text = re.sub("\x1b\\[[0-9;]*m", "", run.traceback)
    assert cause in text
    assert f"In[{run.reply['execution_count']}], line {line}" in text
    assert cause not in run.stream("stderr"), "an error is not on stderr as well"
    assert notebook.run("kept + 1").result == "42"


def test_the_way_to_a_trap_is_told(notebook):
    run = notebook.run(
        "func inner(_ a: [Int]) -> Int {\n    a[9]\n}\nfunc outer(_ a: [Int]) -> Int {\n    inner(a) + 1\n}\nprint(outer([1]))",
        ok=False,
    )
    text = re.sub("\x1b\\[[0-9;]*m", "", run.traceback)
    count = run.reply["execution_count"]
    places = re.findall(rf"In\[{count}\], line (\d+)(?:, in (\w+))?", text)
    assert places == [("2", "inner"), ("5", "outer"), ("7", "")]


def test_an_uncaught_error(notebook):
    notebook.run("enum Mistake: Error { case bad(Int) }")
    run = notebook.run("throw Mistake.bad(3)", ok=False)
    assert run.error["ename"] == "Mistake"
    assert "bad(3)" in run.error["evalue"]
    assert notebook.run("1 + 1").result == "2"


def test_stack_overflow(notebook):
    notebook.run("var kept2 = 1")
    run = notebook.run("func down(_ n: Int) -> Int { n == -1 ? 0 : down(n + 1) + 1 }\ndown(0)", ok=False)
    assert "stack overflow" in run.traceback
    assert notebook.run("kept2").result == "1"


@pytest.mark.parametrize(
    "code",
    [
        "while true { }",
        "var list: [Int] = []\nwhile true { list.append(1); if list.count > 1000 { list = [] } }",
        "import Foundation\nThread.sleep(forTimeInterval: 1000)",
        "while true { print(\"x\", terminator: \"\") }",
        "try await Task.sleep(nanoseconds: 1_000_000_000_000)",
        "await withCheckedContinuation { (c: CheckedContinuation<Void, Never>) in }",
        "let d = try Dataset.moons(samples: 500, noise: 0.1, seed: 1)\n"
        "let m = try Sequential(inputShape: [2], seed: 1) { Dense(64, activation: .tanh)\nDense(1, activation: .sigmoid) }\n"
        "let h = try m.fit(d, loss: .binaryCrossEntropy, optimizer: .adam(learningRate: 0.001), epochs: 10_000_000, batchSize: 16)",
    ],
)
def test_an_interrupt_stops_the_cell_and_keeps_the_session(notebook, code):
    notebook.run("var kept3 = 7")
    request = notebook.start(code)
    while True:
        message = notebook.client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "execute_input" and message["parent_header"].get("msg_id") == request:
            break
    time.sleep(1.5)
    notebook.interrupt()
    run = notebook.finish(request)
    assert "fit(" in code or run.error["ename"] == "Interrupted"
    assert notebook.run("kept3").result == "7"


@pytest.mark.parametrize("code", [
    "var ticks = 0\nwhile true { ticks += 1 }",
    "var ticks = 0\nrepeat { ticks &+= 1 } while true",
    "var ticks = 0, sum = 0.0\nwhile ticks >= 0 { ticks += 1; sum += 0.5 }",
    "struct Pair { var a = 0; var b = 0 }\nvar pair = Pair()\nvar ticks: Int { pair.b }\nwhile true { pair.a += 1; pair.b &+= 2 }",
    "await Task.yield()\nvar ticks = 0\nwhile true { ticks += 1 }",
])
def test_what_an_endless_loop_has_done_stays_done(notebook, code):
    request = notebook.start('print("on")\n' + code)
    while True:
        message = notebook.client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "stream" and message["parent_header"].get("msg_id") == request:
            break
    time.sleep(0.2)
    notebook.interrupt()
    assert notebook.finish(request).error["ename"] == "Interrupted"
    assert int(notebook.run("ticks").result) > 0


def test_a_worker_that_is_killed_is_replaced(notebook):
    notebook.run("var lost = 1")
    pid = int(notebook.run("import Glibc\ngetpid()").result)
    request = notebook.start("while true { }")
    time.sleep(1)
    os.kill(pid, signal.SIGKILL)
    run = notebook.finish(request)
    assert run.error["ename"] == "Worker died"
    assert "lost" in run.error["evalue"]
    assert notebook.run("1 + 1").result == "2"
    notebook.run("lost", ok=False)


def test_exit_does_not_end_the_session(notebook):
    notebook.run("var kept4 = 5")
    run = notebook.run("import Glibc\nexit(3)", ok=False)
    assert "exit(3)" in run.error["evalue"]
    assert notebook.run("kept4").result == "5"


def test_a_client_that_never_reads_costs_no_memory_without_bound(notebook):
    client = notebook.client
    stuck = zmq.Context.instance().socket(zmq.SUB)
    stuck.setsockopt(zmq.RCVHWM, 1)
    stuck.setsockopt(zmq.SUBSCRIBE, b"")
    stuck.connect(client._make_url("iopub"))
    try:
        notebook.run("1")

        def resident():
            pid = notebook.manager.provisioner.process.pid
            with open(f"/proc/{pid}/status") as status:
                return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) << 10

        before = resident()
        request = client.execute(
            'let piece = String(repeating: "x", count: 100_000)\nfor _ in 0..<4_000 { display(MIMEBundle(text: piece)) }'
        )
        characters, messages, peak = 0, 0, 0
        while True:
            message = client.get_iopub_msg(timeout=90)
            if message["parent_header"].get("msg_id") != request:
                continue
            messages += 1
            characters += message["content"].get("data", {}).get("text/plain", "").count("x")
            if messages % 100 == 0:
                peak = max(peak, resident())
            if message["content"].get("execution_state") == "idle":
                break
        client.get_shell_msg(timeout=90)
        # 400 MB were sent. Each client's queue holds up to 1,000 messages of 100 KB.
        assert characters == 4_000 * 100_000
        assert peak - before < 300 << 20
    finally:
        stuck.close(linger=0)
