"""Peak memory of a training beside PyTorch's: python Benchmarks/memory.py [--tasks T4 T7]

Each trains one epoch of the task in a process of its own that reads data and initial weights from the same files; the
kernel tells each process's largest resident set. T7's one batch is trained five times.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import tasks
from measuring import HERE, executable, program_option, write_lines


def torch_process(name, folder, epochs):
    """What runs in PyTorch's process: no copy of the data but the one that is trained on."""
    import numpy as np
    import torch
    from peers import torch_peer

    task = tasks.load(name)
    settings = json.loads((pathlib.Path(folder) / "task.json").read_text())
    x = np.fromfile(f"{folder}/x.f32", np.float32).reshape(settings["featureShape"])
    y = np.fromfile(f"{folder}/y.f32", np.float32).reshape(settings["targetShape"])
    if name == "T7":
        x = x.astype(np.int64)
    if task.loss == "ce":
        y = y.astype(np.int64)
    torch.manual_seed(0)
    torch_peer.training(task, x, y, threads=1)(epochs, False)


def peak(command):
    """Megabytes of the largest resident set of a child."""
    environment = dict(os.environ, CUADERNO_THREADS="1", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    child = subprocess.Popen(command, cwd=HERE, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        raise SystemExit(f"{command} failed")
    return usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    program_option(parser)
    parser.add_argument("--tasks", nargs="+", default=["T4", "T7"])
    options = parser.parse_args()
    program = (options.program or executable()).resolve()
    lines = []
    for name in options.tasks:
        with tempfile.TemporaryDirectory() as folder:
            # In a process of its own: the largest resident set of a child begins with its parent's.
            subprocess.run(
                [sys.executable, "-c", f"import tasks, pathlib; tasks.load('{name}').write(pathlib.Path('{folder}'))"],
                cwd=HERE, check=True)
            epochs = 5 if name == "T7" else 1
            measured = dict(cuaderno=peak([program, "epochs", folder, str(epochs)]))
            if importlib.util.find_spec("torch"):
                code = f"import memory; memory.torch_process('{name}', '{folder}', {epochs})"
                measured["torch"] = peak([sys.executable, "-c", code])
        for peer, megabytes in measured.items():
            print(f"{name}  {peer:10s} {megabytes:8.1f} MB   {megabytes / measured['cuaderno']:.2f} times ours")
            lines.append(dict(task=name, peer=peer, peak_mb=round(megabytes, 1)))
    write_lines("memory", lines)


if __name__ == "__main__":
    main()
