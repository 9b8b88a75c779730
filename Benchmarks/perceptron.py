"""Rosenblatt's perceptron on 1,000 points beside scikit-learn's: python Benchmarks/perceptron.py [--rounds 7]

Points in the plane that a line separates. Microseconds an epoch, median of the rounds, in turns. scikit-learn's epoch is that
of a fit of 200; NumPy's is the loop that one writes by hand.
"""

import argparse
import pathlib
import statistics
import tempfile
import time

import numpy as np
from measuring import Contestant, executable, program_option, write_lines


def points():
    x = np.random.RandomState(0).randn(1000, 2).astype(np.float32)
    return x, np.where(x @ np.array([1.0, -2.0]) + 0.3 > 0, 1, -1)


def sklearn_epoch(x, y):
    from sklearn.linear_model import Perceptron

    start = time.perf_counter()
    Perceptron(max_iter=200, tol=None, shuffle=False).fit(x, y)
    return (time.perf_counter() - start) / 200


def numpy_epoch(x, y):
    weights, bias = np.zeros(2, np.float32), np.float32(0)
    start = time.perf_counter()
    for i in range(len(x)):
        if y[i] * (x[i] @ weights + bias) <= 0:
            weights += y[i] * x[i]
            bias += y[i]
    return time.perf_counter() - start


class Engine(Contestant):
    def __init__(self, program, folder):
        super().__init__("cuaderno", "perceptron", 1, program, folder, ["perceptron", str(folder), "200"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    program_option(parser)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    program = (options.program or executable()).resolve()
    x, y = points()
    times = dict(cuaderno=[], sklearn=[], numpy=[])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        x.tofile(folder / "x.f32")
        y.astype(np.float32).tofile(folder / "y.f32")
        engine = Engine(program, folder)
        for _ in range(options.rounds):
            answer = engine.ask("fit")
            times["cuaderno"].append(answer["epoch_us"])
            times["sklearn"].append(sklearn_epoch(x, y) * 1e6)
            times["numpy"].append(numpy_epoch(x, y) * 1e6)
        engine.leave()
    medians = {peer: statistics.median(values) for peer, values in times.items()}
    for peer, epoch in medians.items():
        print(f"{peer:10s} {epoch:10.2f} us an epoch   {epoch / medians['cuaderno']:8.2f} times ours")
    write_lines("perceptron", [dict(peer=peer, epoch_us=round(epoch, 3)) for peer, epoch in medians.items()])


if __name__ == "__main__":
    main()
