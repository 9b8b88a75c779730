"""From a process's start to the first trained epoch of T1: python Benchmarks/start.py [--rounds 20]

The engine's process, and those of the peers (import, the same network, one step), in turns; median of wall-clock time.
"""

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import time

from measuring import executable, program_option, write_lines

TORCH = """
import torch
from torch import nn
model = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1), nn.Sigmoid())
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
x = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]]); y = torch.tensor([[0.], [1.], [1.], [0.]])
optimizer.zero_grad(); loss = nn.functional.binary_cross_entropy(model(x), y); loss.backward(); optimizer.step()
"""
SKLEARN = """
import warnings; warnings.filterwarnings("ignore")
from sklearn.neural_network import MLPClassifier
MLPClassifier((2,), activation="tanh", solver="sgd", batch_size=4, max_iter=1).fit(
    [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0])
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    program_option(parser)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    program = (options.program or executable()).resolve()
    commands = dict(cuaderno=[program, "start"])
    for peer, module, code in (("torch", "torch", TORCH), ("sklearn", "sklearn", SKLEARN)):
        if importlib.util.find_spec(module):
            commands[peer] = [sys.executable, "-c", code]
    times = {peer: [] for peer in commands}
    for number in range(options.rounds):
        for peer, command in commands.items():
            # The peers take seconds: a few rounds of them are enough.
            if peer != "cuaderno" and number >= 3:
                continue
            begin = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=os.environ)
            times[peer].append((time.perf_counter() - begin) * 1e3)
    for peer, values in times.items():
        print(f"{peer:10s} {statistics.median(values):8.1f} ms   (best {min(values):.1f})")
    write_lines("start", [dict(peer=p, ms=round(statistics.median(v), 2), best_ms=round(min(v), 2)) for p, v in times.items()])


if __name__ == "__main__":
    main()
