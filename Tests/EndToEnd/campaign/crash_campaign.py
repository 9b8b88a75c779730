"""Crashes of every kind at every place in one session, in the order of a seed."""

import re
import time

from .crashes import ALL, KINDS, PLACES, Crash, agree
from .session import Session, places, plain


def chosen(random, count, on_pool):
    """So many cells, at least `on_pool` of them on threads of the pool; every kind and every place before any comes twice."""
    cells = covering(random)[:count]
    pool = [crash for crash in ALL if crash.place.on_pool]
    missing = on_pool - sum(crash.place.on_pool for crash in cells)
    cells += random.choices(pool, k=max(0, min(missing, count - len(cells))))
    cells += random.choices(ALL, k=max(0, count - len(cells)))
    random.shuffle(cells)
    return cells


def covering(random):
    """Few cells in which every kind and every place is."""
    kinds, sites = KINDS[:], PLACES[:]
    random.shuffle(kinds)
    random.shuffle(sites)
    cells = []
    for index in range(max(len(kinds), len(sites))):
        kind = kinds[index % len(kinds)]
        start = index % len(sites)
        cells.append(next(c for c in (Crash(kind, site) for site in sites[start:] + sites) if c.makes_sense))
    return cells


def complaint(run, crash):
    """What is wrong with the error of a crash; None: nothing."""
    if run.error is None:
        return f"no error: {run.kinds}"
    text = plain(run.traceback)
    if run.error["ename"] != crash.kind.error or not re.search(crash.kind.cause, text):
        return f"expected {crash.kind.error}: {crash.kind.cause}, got\n{text}"
    if not agree(places(run), crash):
        return f"expected the stack {crash.stack}, got {places(run)} in\n{text}"
    if re.search(crash.kind.cause, run.stream("stderr")):
        return f"the error is told on stderr as well: {run.stream('stderr')}"
    return None


def campaign(cells, report=lambda *_: None):
    """Runs the cells in one session and looks after each at all that the session holds.

    Returns what was wrong, and the seconds from each cell's start to its end.
    """
    wrong, seconds = [], []
    with Session() as session:
        for number, crash in enumerate(cells):
            start = time.monotonic()
            run = session.notebook.run(crash.code, ok=None)
            seconds.append(time.monotonic() - start)
            if found := complaint(run, crash):
                wrong.append(f"{number}: {crash}: {found}\n--- the cell\n{crash.code}")
            if found := session.complaint():
                wrong.append(f"{number}: after {crash}: {found}")
                session.accept()
            report(number + 1, wrong)
        if (busy := session.busy()) > 0.2:
            wrong.append(f"in the end the worker keeps {busy:.1f} processors busy")
    return wrong, seconds
