"""Sessions of several cells, written down in text files: what is run, and what each cell has to say.

    === name of the session
    Why it is here.
    ---
    let x = 1
    ---
    x + 1
    => 2

`---` begins a cell; `--- run 2` runs the second one again. What follows the code tells what the cell brings:

    => text     a line of its result; without one it must show none
    => *        any result
    >> text     a line of its standard output; without one it must print nothing
    ?? text     a piece of what stands on standard error (warnings); without one it must be silent
    !! text     a piece of its error; without one it must succeed
"""

import dataclasses
import pathlib
import re

MARKS = {"=> ": "result", ">> ": "stdout", "?? ": "stderr", "!! ": "error"}


@dataclasses.dataclass
class Cell:
    code: str
    result: list
    stdout: list
    stderr: list
    error: list


@dataclasses.dataclass
class Session:
    name: str
    reason: str
    cells: list


def sessions(folder: pathlib.Path):
    """All sessions of a folder's files, named by file and session."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        for part in re.split(r"^=== ", path.read_text(), flags=re.MULTILINE)[1:]:
            found.append(session(f"{path.stem}: ", part))
    return found


def session(prefix, text):
    head, *cells = re.split(r"^---(.*)\n", text, flags=re.MULTILINE)
    name, _, reason = head.partition("\n")
    assert reason.strip(), f"{name} says no reason"
    made = []
    for order, body in zip(cells[::2], cells[1::2], strict=True):
        cell = read(body)
        if order.strip():
            cell.code = made[int(order.strip().removeprefix("run ")) - 1].code
        assert cell.code.strip(), f"{name} has a cell without code"
        made.append(cell)
    return Session(prefix + name.strip(), reason.strip(), made)


def read(body):
    cell = Cell("", [], [], [], [])
    lines = body.rstrip("\n").split("\n")
    while lines and (lines[-1] + " ")[:3] in MARKS:
        line = lines.pop()
        getattr(cell, MARKS[(line + " ")[:3]]).insert(0, line[3:])
    cell.code = "\n".join(lines)
    return cell


def plain(text):
    return re.sub("\x1b\\[[0-9;]*m", "", text)


def complaints(cell, run):
    """What of a run differs from what its cell has to say."""
    found = []
    error = plain(run.traceback)
    if bool(cell.error) != bool(error):
        found.append(error or f"no error, but one with {cell.error}")
    found += [f"the error lacks {piece!r}:\n{error}" for piece in cell.error if piece not in error and piece != "*"]
    result = run.result.split("\n") if run.result is not None else []
    if cell.result != result and (cell.result != ["*"] or not result):
        found.append(f"result {result}, not {cell.result}")
    stdout = run.stream().removesuffix("\n").split("\n") if run.stream() else []
    if cell.stdout != stdout and cell.stdout != ["*"]:
        found.append(f"stdout {stdout}, not {cell.stdout}")
    stderr = plain(run.stream("stderr"))
    if stderr and not cell.stderr:
        found.append(f"stderr: {stderr}")
    found += [f"stderr lacks {piece!r}: {stderr}" for piece in cell.stderr if piece not in stderr]
    if "__cuaderno" in error + stderr or "main.swift" in error + stderr:
        found.append(f"our own words are shown: {error}{stderr}")
    return found
