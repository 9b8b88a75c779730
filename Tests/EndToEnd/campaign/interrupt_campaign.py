"""Interrupts of endless cells of every kind, at random moments, in one session."""

import queue
import time

from .endless import ALL
from .session import Session, plain

#: Seconds. A cell that was not stopped after them never will be.
LIMIT = 20


def chosen(random, count):
    """So many cells, each kind before any comes twice."""
    cells = []
    while len(cells) < count:
        cells += random.sample(ALL, len(ALL))
    return cells[:count]


def campaign(cells, random, report=lambda *_: None):
    """Runs the cells in one session, interrupts each and looks after it at all that the session holds.

    Returns what was wrong, and the seconds from each interrupt to the cell's end.
    """
    wrong, seconds = [], []
    with Session() as session:
        for number, endless in enumerate(cells):
            # Some interrupts come while the cell is still on its way.
            pause = random.uniform(0, 0.5) if random.random() < 0.2 else None
            moment = random.uniform(0, 0.08)
            try:
                run, delay = _interrupted(session.notebook, endless, pause, moment)
            except AssertionError as failure:
                wrong.append(f"{number}: {endless}, moment {pause} {moment}: {failure}")
                return wrong, seconds
            seconds.append(delay)
            if run.error is None and not endless.may_complete:
                wrong.append(f"{number}: {endless}: no error")
            elif run.error is not None and run.error["ename"] != "Interrupted":
                wrong.append(f"{number}: {endless}, moment {pause} {moment}: {plain(run.traceback)}")
            if found := session.complaint():
                wrong.append(f"{number}: after {endless}, moment {pause} {moment}: {found}")
                session.accept()
            if (number + 1) % 50 == 0 or number + 1 == len(cells):
                # What was left behind may take its time to be stopped.
                if (busy := min(session.busy() for _ in range(3))) > 0.2:
                    wrong.append(f"{number}: a runaway thread: the worker keeps {busy:.1f} processors busy")
            report(number + 1, wrong)
    return wrong, seconds


def _interrupted(notebook, endless, pause, moment):
    """The run of a cell that was interrupted, and the seconds from the interrupt to its end.

    `pause`: seconds after the request; None: `moment` seconds after the cell began.
    """
    client = notebook.client
    request = notebook.start(endless.cell, allow_stdin=endless.asks)
    before = []
    if pause is not None:
        time.sleep(pause)
    else:
        _wait_for_beginning(client, endless, request, before)
        time.sleep(moment)
    start = time.monotonic()
    notebook.interrupt()
    run = notebook.finish(request, limit=LIMIT)
    delay = time.monotonic() - start
    run.messages[:0] = before
    while endless.asks:
        try:
            client.get_stdin_msg(timeout=0)
        except queue.Empty:
            break
    return run, delay


def _wait_for_beginning(client, endless, request, messages):
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            continue
        if message["parent_header"].get("msg_id") != request:
            continue
        messages.append(message)
        kind, content = message["msg_type"], message["content"]
        if kind == "stream" and "begins" in content["text"] or kind == "execute_input" and endless.compiles:
            return
        assert kind != "error", f"it ended by itself: {plain(chr(10).join(content['traceback']))}"
    raise AssertionError("it did not begin")
