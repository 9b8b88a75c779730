"""Charts beside matplotlib's, in one run: python Benchmarks/chart_benchmark.py [--rounds 9]

A scatter of 100,000 points, the boundary of two classes on a grid of 200 x 200, two loss curves of 100,000 epochs. Both sides
get the same numbers and make a whole picture of them: ours an SVG text, matplotlib an SVG and a PNG (what it shows in a
notebook), from a new figure to the bytes in memory. Milliseconds, median of the rounds, in turns, after one that is not counted.
"""

import argparse
import io
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np
from measuring import HERE, write_lines

TASKS = ("scatter", "boundary", "loss")


def numbers():
    random = np.random.RandomState(0)
    epochs = np.arange(100_000)
    decay = np.exp(-epochs / 20_000)
    side = np.linspace(-2, 2, 200)
    across, up = np.meshgrid(side, side)
    examples = random.uniform(-2, 2, (400, 2))
    decide = lambda x, y: 1 / (1 + np.exp(-4 * (x * x + np.sin(3 * y) - 1)))
    return dict(
        x=random.randn(100_000), y=random.randn(100_000), loss=decay * (0.1 + 0.05 * random.rand(100_000)) + 0.01,
        validation=decay * (0.15 + 0.05 * random.rand(100_000)) + 0.02, examples=examples,
        labels=(decide(examples[:, 0], examples[:, 1]) > 0.5).astype(float), field=decide(across, up), side=side)


def draw(task, given, form):
    figure, axes = plt.subplots(figsize=(6.4, 4))
    if task == "scatter":
        axes.scatter(given["x"], given["y"], s=4, label="points")
        axes.set(xlabel="x", ylabel="y", title="Scatter")
    elif task == "loss":
        axes.plot(given["loss"], label="training")
        axes.plot(given["validation"], label="validation")
        axes.set(xlabel="epoch", ylabel="loss", yscale="log", title="Loss")
    else:
        levels = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1]
        axes.contourf(given["side"], given["side"], given["field"], levels, cmap="RdBu", alpha=0.5)
        axes.contour(given["side"], given["side"], given["field"], [0.5], colors="k")
        for label, marker in ((0, "o"), (1, "s")):
            chosen = given["labels"] == label
            axes.scatter(*given["examples"][chosen].T, s=16, marker=marker, label=f"class {label}")
        axes.set(xlabel="x1", ylabel="x2", title="Boundary")
    # "best", the default, takes seconds with so many points.
    axes.legend(loc="upper right")
    stream = io.BytesIO()
    figure.savefig(stream, format=form)
    plt.close(figure)
    return len(stream.getvalue())


class Charts:
    def __init__(self, program, folder):
        self.process = subprocess.Popen([program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n"

    def ask(self, task):
        self.process.stdin.write(task + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["ms"], answer["bytes"]

    def leave(self):
        self.process.stdin.close()
        self.process.wait()


def timed(task, given, form):
    start = time.perf_counter()
    size = draw(task, given, form)
    return (time.perf_counter() - start) * 1000, size


def executable():
    build = ["swift", "build", "-c", "release"]
    subprocess.run([*build, "--product", "chart-benchmark"], cwd=HERE.parent, check=True, stdout=subprocess.DEVNULL)
    path = subprocess.run([*build, "--show-bin-path"], cwd=HERE.parent, check=True, capture_output=True, text=True)
    return pathlib.Path(path.stdout.strip()) / "chart-benchmark"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=pathlib.Path, help="a built chart-benchmark; built here when not given")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    program = (options.program or executable()).resolve()
    given = numbers()
    lines = []
    # Both on one processor, the same one.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        for name, values in given.items():
            np.ascontiguousarray(values, np.float64).tofile(pathlib.Path(folder) / name)
        charts = Charts(program, folder)
        for task in TASKS:
            sides = dict(
                cuaderno=lambda: charts.ask(task), matplotlib_svg=lambda: timed(task, given, "svg"),
                matplotlib_png=lambda: timed(task, given, "png"))
            results = {side: [] for side in sides}
            for _ in range(options.rounds + 1):
                for side, ask in sides.items():
                    results[side].append(ask())
            ours = statistics.median(ms for ms, _ in results["cuaderno"][1:])
            for side, values in results.items():
                ms = statistics.median(ms for ms, _ in values[1:])
                size = values[-1][1]
                print(f"{task:10s} {side:15s} {ms:10.2f} ms {ms / ours:8.1f} x {size:12,d} bytes")
                lines.append(dict(task=task, peer=side, ms=round(ms, 3), bytes=size))
        charts.leave()
    write_lines("chart", lines)


if __name__ == "__main__":
    main()
