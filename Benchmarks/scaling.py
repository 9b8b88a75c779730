"""How a step's time grows with width, depth and batch: python Benchmarks/scaling.py [--rounds 3]

Dense networks (relu, Adam, 10 classes) beside PyTorch eager with its fused Adam, at one thread on one processor, in turns.
The limit of a point is the larger of two times: its arithmetic at the processor's peak, and its parameters' traffic at the
speed with which NumPy copies arrays of that size (from caches or memory); both are measured here. Needs a C compiler.
"""

import argparse
import importlib.util
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

import numpy as np
import tasks
from measuring import HERE, Contestant, executable, program_option, write_lines
from tasks.scaling import multiplications, parameter_bytes, parameters

POINTS = (
    [f"W{width}-D2-B64" for width in (32, 64, 128, 256, 512, 1024, 2048)]
    + [f"W128-D{depth}-B64" for depth in (1, 4, 16, 64)]
    + [f"W256-D2-B{batch}" for batch in (1, 4, 16, 256, 1024, 4096)])


def peak():
    """10^9 multiplications and additions a second, in registers."""
    compiler = shutil.which("clang") or shutil.which("cc")
    with tempfile.TemporaryDirectory() as name:
        program = pathlib.Path(name) / "peak"
        subprocess.run([compiler, "-O3", "-march=native", HERE / "native" / "peak.c", "-o", program], check=True)
        return float(subprocess.run([program], capture_output=True, text=True, check=True).stdout)


def bandwidth(size):
    """10^9 bytes a second, read and written together, of arrays of so many bytes in all."""
    source = np.ones(max(size // 8, 1024), np.float32)
    target = np.empty_like(source)
    repeats = max(5, (64 << 20) // source.nbytes)
    best = 1e9
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(repeats):
            np.copyto(target, source)
        best = min(best, (time.perf_counter() - start) / repeats)
    return 2 * source.nbytes / best * 1e-9


def limit_us(task, gigaflops):
    # Weights, their gradients, and Adam's two arrays.
    held = 4 * 4 * parameters(task.dims)
    arithmetic = multiplications(task.dims, task.batch) / gigaflops * 1e-3
    return max(arithmetic, parameter_bytes(task.dims) / bandwidth(held) * 1e-3)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    program_option(parser)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--points", nargs="+", default=POINTS)
    options = parser.parse_args()
    program = (options.program or executable()).resolve()
    peers = ["cuaderno"] + ["torch"] * (importlib.util.find_spec("torch") is not None)
    gigaflops = peak()
    print(f"limits: {gigaflops:.0f} GFLOP/s, {bandwidth(256 << 20):.0f} GB/s from memory")
    lines = []
    for name in options.points:
        task = tasks.load(name)
        with tempfile.TemporaryDirectory() as folder:
            task.write(pathlib.Path(folder))
            contestants = {peer: Contestant(peer, name, 1, program, folder) for peer in peers}
            times = {peer: [] for peer in peers}
            for number in range(options.rounds + 1):
                for peer, one in contestants.items():
                    step = one.ask("time")["step_us"]
                    if number > 0:
                        times[peer].append(step)
            for one in contestants.values():
                one.leave()
        medians = {peer: statistics.median(values) for peer, values in times.items()}
        fraction = limit_us(task, gigaflops) / medians["cuaderno"]
        ratio = medians.get("torch", float("nan")) / medians["cuaderno"]
        print(f"{name:14s} {medians['cuaderno']:12.1f} us   PyTorch {ratio:6.2f} times ours   {100 * fraction:3.0f} % of the limit",
              flush=True)
        for peer, step in medians.items():
            line = dict(point=name, peer=peer, step_us=round(step, 2))
            lines.append(dict(line, limit=round(fraction, 3)) if peer == "cuaderno" else line)
        write_lines("scaling", lines)


if __name__ == "__main__":
    main()
