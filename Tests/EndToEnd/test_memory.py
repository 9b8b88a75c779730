"""The memory of replaced values comes back: a cell that is run again and again holds its newest value only."""

import pathlib

import pytest
from session_table import plain

# Room for the worker itself, the old value, and the new one while it is made; what is kept for ever shows after few runs.
LIMIT = 400 << 20
MANY, FEW = 50, 8

BIG = "[UInt8](repeating: 1, count: 100_000_000)"


def resident(pid):
    """Bytes of memory that a process has."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) << 10
    raise AssertionError("the worker is gone")


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("one array", [f"var big1 = {BIG}"]),
        ("a constant, shown", [f"let big2 = {BIG}\nbig2.count"]),
        # The closure is compiled into the loop.
        ("through a closure that names it",
         [f"let big3 = {BIG}\nlet few3 = (0..<3).map {{ Int(big3[$0]) + big3.count }}"]),
        ("held by an object", [f"final class Holder {{ var bytes = {BIG} }}\nlet holder4 = Holder()"]),
        ("one of a tuple", [f"let (big5, label5) = ({BIG}, \"five\")"]),
        ("with a function that names it, in the same cell",
         [f"let big6 = {BIG}\nfunc count6() -> Int {{ big6.count }}\ncount6()"]),
        ("with a function that names it, in another cell",
         [f"let big7 = {BIG}", "func count7() -> Int { big7.count }\ncount7()"]),
        ("of another type each time", [f"let big8 = {BIG}", "let big8 = [Float](repeating: 1, count: 25_000_000)"]),
        ("made of itself", [f"var big9 = {BIG}", "var big9 = big9.map { $0 &+ 1 }"]),
        ("an optional", [f"var big10: [UInt8]? = {BIG}"]),
        ("given its value later", [f"let big11: [UInt8]\nbig11 = {BIG}"]),
        ("in an asynchronous cell", [f"let big12 = {BIG}\nlet n12 = await Task {{ 1 }}.value"]),
        ("a tensor", ["let big13 = try Tensor.normal([5000, 5000], seed: 1)"]),
        ("a name that becomes something else", [f"let big14 = {BIG}", "func big14() {}"]),
        ("a cell that fails behind it", [f"let big15 = {BIG}\nlet none15: Int? = nil\nlet x15 = none15!"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_memory_of_replaced_values_comes_back(notebook, name, cells):
    pid = int(notebook.run("import Glibc\ngetpid()").result)
    before = resident(pid)
    highest = 0
    for _ in range(MANY if name == "one array" else FEW):
        for cell in cells:
            run = notebook.run(cell, ok=None)
            assert run.error is None or "nil" in plain(run.traceback), plain(run.traceback)
            highest = max(highest, resident(pid))
    # What the other cells of this session keep is not this one's.
    assert highest - before < LIMIT - (100 << 20), f"{highest >> 20} MB after {before >> 20} MB"
