"""Allocations inside a planned step: python Benchmarks/allocations.py [--program …]

Trains T1 to T4 (T4's network on fewer images) for N and for 2 N epochs, in processes that count every allocation. What a
training needs before and after its steps is the same in both, so the difference is what the steps allocate: it has to be 0.
Leaves with 1 when it is not. Needs a C compiler (cc or clang).
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import tasks
from measuring import HERE, executable, program_option, write_lines

# About 1,000 and 2,000 steps each.
EPOCHS = dict(T1=1000, T2=32, T3=7, T4=10)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    program_option(parser)
    options = parser.parse_args()
    program = (options.program or executable()).resolve()
    compiler = shutil.which("cc") or shutil.which("clang")
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        counter = folder / "count_allocations.so"
        source = HERE / "native" / "count_allocations.c"
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", source, "-o", counter, "-ldl"], check=True)

        def count(path, epochs, threads):
            environment = dict(os.environ, LD_PRELOAD=str(counter), CUADERNO_THREADS=str(threads))
            result = subprocess.run(
                [program, "epochs", path, str(epochs)], env=environment, capture_output=True, text=True, check=True)
            return int(re.search(r"ALLOCATIONS (\d+)", result.stderr).group(1))

        for task_name, epochs in EPOCHS.items():
            task = tasks.load(task_name)
            if task_name == "T4":
                whole = task.data
                task.data = lambda: tuple(array[:12800] for array in whole())
            path = folder / task_name
            path.mkdir()
            task.write(path)
            steps = -(-len(task.data()[0]) // task.batch) * epochs
            for threads in (1, 2):
                # The smaller of two counts: the system's start-up differs by one or two from run to run.
                once, twice = (min(count(path, n, threads) for _ in range(2)) for n in (epochs, 2 * epochs))
                print(f"{task_name}, {threads} thread(s): {once} allocations for {steps} steps, {twice} for {2 * steps}")
                lines.append(dict(task=task_name, threads=threads, steps=steps, allocations=max(0, twice - once)))
    write_lines("allocations", lines)
    sys.exit(0 if all(line["allocations"] == 0 for line in lines) else 1)


if __name__ == "__main__":
    main()
