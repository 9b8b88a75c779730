"""The whole campaigns: `make soak`, or with numbers and a seed of one's own.

    .venv/bin/python Tests/EndToEnd/campaign/soak.py --crashes 1000 --interrupts 1000 --seed 7
"""

import argparse
import pathlib
import random
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from campaign import crash_campaign, interrupt_campaign  # noqa: E402
from campaign.session import Session  # noqa: E402

# What the issue of these campaigns asks for, in seconds.
INTERRUPT_MEDIAN, INTERRUPT_WORST, NEW_WORKER = 0.1, 1.0, 1.0


def main():
    parser = argparse.ArgumentParser(description="Crashes, interrupts and killed workers, each kind in one long session.")
    parser.add_argument("--crashes", type=int, default=1000)
    parser.add_argument("--interrupts", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20, help="how often the worker is killed")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 31), help="reproduces a run")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    failures = crashes(options) + interrupts(options) + kills(options)
    if failures:
        print(f"{failures} failures; the same again: make soak SEED={options.seed}")
    sys.exit(1 if failures else 0)


def crashes(options):
    if not options.crashes:
        return 0
    generator = random.Random(options.seed)
    cells = crash_campaign.chosen(generator, options.crashes, options.crashes // 5)
    on_pool = sum(cell.place.on_pool for cell in cells)
    start = time.monotonic()
    wrong, _ = crash_campaign.campaign(cells, reporter("crashes", len(cells), start))
    print(f"crashes: {len(cells)} in one session, {on_pool} on threads of the pool, {len(wrong)} wrong")
    return len(wrong)


def interrupts(options):
    if not options.interrupts:
        return 0
    generator = random.Random(options.seed)
    cells = interrupt_campaign.chosen(generator, options.interrupts)
    start = time.monotonic()
    wrong, seconds = interrupt_campaign.campaign(cells, generator, reporter("interrupts", len(cells), start))
    figures = spread(seconds)
    print(f"interrupts: {len(seconds)} in one session, {len(wrong)} wrong; milliseconds to the cell's end: {figures}")
    for delay, cell in sorted(zip(seconds, map(str, cells)))[-5:]:
        print(f"    {delay * 1000:7.1f} {cell}")
    seconds.sort()
    slow = bool(seconds) and (seconds[len(seconds) // 2] > INTERRUPT_MEDIAN or seconds[-1] > INTERRUPT_WORST)
    return len(wrong) + slow


def kills(options):
    """A worker is killed while a cell runs or while none does, and how long it is until a cell runs in the next one."""
    generator = random.Random(options.seed)
    seconds = []
    if not options.kills:
        return 0
    with Session() as session:
        for _ in range(options.kills):
            session.notebook.run("let kept = 1")
            running = session.notebook.start("while true {}") if generator.random() < 0.5 else None
            time.sleep(generator.uniform(0.3, 0.6) if running else 0)
            start = time.monotonic()
            session.kill_worker(signal.SIGKILL)
            if running:
                error = session.notebook.finish(running).error
                assert error and error["ename"] == "Worker died", error
            answer = session.notebook.run("2 + 2", ok=None)
            if answer.error:
                # It was handed to the worker that had only just been killed, and says so.
                assert answer.error["ename"] == "Worker died", answer.error
                session.notebook.run("2 + 2")
            seconds.append(time.monotonic() - start)
            session.notebook.run("%restore")
            session.notebook.run("kept")
    print(f"killed workers: {len(seconds)}; milliseconds until a cell ran in the new one: {spread(seconds)}")
    return int(max(seconds) > NEW_WORKER)


def spread(seconds):
    ordered = sorted(seconds) or [0.0]
    names = [("median", 0.5), ("99th percentile", 0.99), ("worst", 1.0)]
    return ", ".join(f"{name} {ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000:.1f}" for name, part in names)


def reporter(name, total, start):
    shown = 0

    def report(number, wrong):
        nonlocal shown
        for failure in wrong[shown:]:
            print(f"WRONG {failure}", flush=True)
        shown = len(wrong)
        if number % 100 == 0:
            print(f"{name}: {number} of {total} in {time.monotonic() - start:.0f} s, {len(wrong)} wrong", flush=True)

    return report


if __name__ == "__main__":
    main()
