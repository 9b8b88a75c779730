"""Many kernels on one machine, as in a lab of thirty students: .venv/bin/python Benchmarks/many_kernels.py [--counts 1 10 30]

So many kernels are started at the same moment, each runs its first cell, and each trains a small network; then all get a
new one-line cell at the same moment. Beside it, ipykernel with PyTorch imported (from .venv-bench) does the same.

Memory is the proportional set size (PSS) of the kernels and of all their processes: a page that several processes share
is counted once, divided among them, so that the sum is what the machine gives up. What the machine itself says (how much
less memory is available) stands beside it. Prints a table and writes Benchmarks/many-kernels-results.jsonl.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

from jupyter_client.manager import KernelManager

HERE = pathlib.Path(__file__).resolve().parent
LIMIT = 600
SETTLE = 3  # seconds of rest before memory is measured: what starts on the side has started by then

CUADERNO = {
    "first": "print(1 + 1)",
    "train": """%data moons --samples 500 --noise 0.1 --seed 7
%network clf dense(16, tanh) dense(16, tanh) dense(2, softmax)
%train clf --on moons --optimizer adam --learning-rate 0.01 --epochs 20 --batch 32""",
    "line": "let line{n} = {n} + 1\nline{n}",
}
TORCH = {
    "first": "import torch\nprint(1 + 1)",
    "train": """
import math
from torch import nn
torch.manual_seed(7); torch.set_num_threads(1)
t = torch.rand(500) * math.pi; side = torch.arange(500) % 2
x = torch.stack([torch.cos(t) * (1 - 2 * side) + side, torch.sin(t) * (1 - 2 * side) + side / 2], 1)
x = x + 0.1 * torch.randn(500, 2)
clf = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 2))
optimizer = torch.optim.Adam(clf.parameters(), lr=0.01)
for epoch in range(20):
    for batch in torch.randperm(500).split(32):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(clf(x[batch]), side[batch])
        loss.backward()
        optimizer.step()
print(loss.item())""",
    "line": "line{n} = {n} + 1\nline{n}",
}


class Student:
    """One kernel with its client, and a home for what the kernel keeps."""

    def __init__(self, name):
        self.name = name
        self.home = tempfile.TemporaryDirectory()

    @property
    def environment(self):
        # Histories of their own: thirty students do not share a home. PyTorch's packages stand behind this environment's.
        (packages,) = (HERE.parent / ".venv-bench" / "lib").glob("python*/site-packages")
        own = {"IPYTHONDIR": self.home.name, "CUADERNO_HISTORY": self.home.name}
        return {**os.environ, **own, **({"PYTHONPATH": str(packages)} if self.name == "python3" else {})}

    def start(self, cell, tries=5):
        """Seconds until the kernel answers, and until the first cell has run."""
        begin = time.perf_counter()
        self.manager = KernelManager(kernel_name=self.name)
        self.manager.start_kernel(env=self.environment, stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=LIMIT)
        except RuntimeError:
            # Another program took a port that was chosen for this kernel, which takes it seconds later. A student would
            # start it again; the time is that of the start that worked.
            if tries == 0:
                raise
            self.end()
            return self.start(cell, tries - 1)
        ready = time.perf_counter() - begin
        self.run(cell)
        return ready, time.perf_counter() - begin

    def run(self, cell):
        """Seconds until the cell has run."""
        begin = time.perf_counter()
        reply = self.client.execute_interactive(cell, timeout=LIMIT, output_hook=lambda message: None)["content"]
        if reply["status"] != "ok":
            raise SystemExit(f"{self.name}: {reply['ename']}: {reply['evalue']}")
        return time.perf_counter() - begin

    def family(self):
        """The process numbers of the kernel and of all that it started."""
        found, waiting = [], [self.manager.provisioner.process.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
                waiting += map(int, task.read_text().split())
        return found

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def proportional_memory(pid):
    """Megabytes of a process; none of one that has just ended."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def available():
    """Megabytes that the machine could still give to programs."""
    lines = pathlib.Path("/proc/meminfo").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")) / 1024


def measure(name, cells, count):
    """All figures of so many kernels at once."""
    before = available()
    students = [Student(name) for _ in range(count)]
    figures = {}
    try:
        with concurrent.futures.ThreadPoolExecutor(count) as pool:
            starts = list(pool.map(lambda student: student.start(cells["first"]), students))
            figures["answers, median"] = (statistics.median(ready for ready, _ in starts), "s")
            figures["answers, slowest"] = (max(ready for ready, _ in starts), "s")
            figures["first cell, median"] = (statistics.median(first for _, first in starts), "s")
            figures["first cell, slowest"] = (max(first for _, first in starts), "s")
            trained = list(pool.map(lambda student: student.run(cells["train"]), students))
            figures["training, median"] = (statistics.median(trained), "s")
            figures["training, slowest"] = (max(trained), "s")
            lines = []
            for n in range(5):
                lines += pool.map(lambda student: student.run(cells["line"].format(n=n)), students)
            figures["new line in all at once, median"] = (statistics.median(lines), "s")
            figures["new line in all at once, slowest"] = (max(lines), "s")
        time.sleep(SETTLE)
        families = [student.family() for student in students]
        memory = [sum(map(proportional_memory, family)) for family in families]
        figures["memory of a kernel (PSS), mean"] = (statistics.mean(memory), "MB")
        figures["memory of all (PSS)"] = (sum(memory), "MB")
        figures["less memory available"] = (before - available(), "MB")
        figures["processes of a kernel"] = (statistics.mean(map(len, families)), "")
    finally:
        for student in students:
            student.end()
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--counts", nargs="+", type=int, default=[1, 10, 30])
    parser.add_argument("--kernels", nargs="+", choices=["cuaderno", "python3"], default=["cuaderno", "python3"])
    options = parser.parse_args()
    cells = dict(cuaderno=CUADERNO, python3=TORCH)
    # Once, so that both find their files in the system's cache, as in a lab that has been used.
    for name in options.kernels:
        measure(name, cells[name], 1)
    results = {
        (name, count): measure(name, cells[name], count) for count in options.counts for name in options.kernels}
    titles = {"cuaderno": "Cuaderno", "python3": "PyTorch"}
    columns = list(results)
    print("| measure | " + " | ".join(f"{titles[name]}, {count}" for name, count in columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for figure in next(iter(results.values())):
        row = [f"{results[column][figure][0]:.{0 if results[column][figure][0] >= 100 else 2}f}" for column in columns]
        unit = results[columns[0]][figure][1]
        print(f"| {figure}{f' ({unit})' if unit else ''} | " + " | ".join(row) + " |")
    with (HERE / "many-kernels-results.jsonl").open("w") as file:
        for (name, count), figures in results.items():
            for figure, (value, unit) in figures.items():
                line = dict(kernel=name, count=count, measure=figure, value=round(value, 3), unit=unit)
                file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
