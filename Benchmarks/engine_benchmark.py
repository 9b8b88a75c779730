"""The engine beside its peers, in one run: python Benchmarks/engine_benchmark.py [--tasks T1 T2] [--threads 1] [--rounds 3]

Each task is a network, data, initial weights and an optimizer, the same for everybody. First everybody trains with the
examples in order, and the losses have to agree; then everybody is timed with shuffling, as a user would train, one process at
a time, in turns, so that a busy machine is busy for all. Prints a table of microseconds a training step (forward, backward,
optimizer; median over the rounds) with the ratio to the engine, and appends one JSON line a measurement to
Benchmarks/results.jsonl (task, threads, peer, step_us, round, loss). Leaves with 1 when losses disagree.

The engine is measured through its public `fit`, in the executable engine-benchmark (built here with `swift build -c release`).
Needs numpy; measures the peers that are installed: torch, jax, scikit-learn.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PEERS = ["cuaderno", "torch", "jax", "jax_scan", "sklearn"]

# epochs: of one chunk; a measurement is the median of `chunks` chunks. check: epochs of the comparison of losses.
TASKS = {
    "T1": dict(what="XOR 2-2-1 tanh/sigmoid, full batch, SGD", dims=[2, 2, 1], hidden="tanh", loss="bce", optimizer="sgd",
               rate=0.5, batch=4, epochs=5000, chunks=7, check=5000),
    "T2": dict(what="moons 2-32-32-2 relu, batch 32, Adam", dims=[2, 32, 32, 2], hidden="relu", loss="ce", optimizer="adam",
               rate=1e-3, batch=32, epochs=50, chunks=5, check=50),
    "T3": dict(what="regression 3-64-64-1 relu, batch 64, Adam", dims=[3, 64, 64, 1], hidden="relu", loss="mse",
               optimizer="adam", rate=1e-3, batch=64, epochs=4, chunks=3, check=2),
    "T4": dict(what="784-256-128-10 relu, batch 128, Adam", dims=[784, 256, 128, 10], hidden="relu", loss="ce",
               optimizer="adam", rate=1e-3, batch=128, epochs=1, chunks=2, check=1),
}


def data(task):
    import numpy as np

    random = np.random.RandomState(0)
    if task == "T1":
        return np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32), np.array([[0], [1], [1], [0]], np.float32)
    if task == "T2":
        n = 500
        angle = np.pi * random.rand(n)
        upper = np.c_[np.cos(angle), np.sin(angle)]
        lower = np.c_[1 - np.cos(angle), 0.5 - np.sin(angle)]
        x = np.concatenate([upper, lower]) + 0.1 * random.randn(2 * n, 2)
        y = np.r_[np.zeros(n), np.ones(n)]
        order = random.permutation(2 * n)
        return x[order].astype(np.float32), y[order].astype(np.float32)
    if task == "T3":
        x = random.rand(10000, 3).astype(np.float32) * 2 - 1
        return x, (np.sin(3 * x[:, :1]) + x[:, 1:2] * x[:, 2:3]).astype(np.float32)
    centres = random.rand(10, 784).astype(np.float32)
    y = random.randint(0, 10, 12800)
    return (centres[y] * 0.5 + 0.5 * random.rand(12800, 784)).astype(np.float32), y.astype(np.float32)


def initial_weights(dims):
    import numpy as np

    random = np.random.RandomState(1)
    weights = []
    for inputs, units in zip(dims, dims[1:]):
        limit = inputs**-0.5
        weights.append(random.uniform(-limit, limit, (inputs, units)).astype(np.float32))
        weights.append(random.uniform(-limit, limit, (units,)).astype(np.float32))
    return weights


def prepare(task, folder):
    x, y = data(task)
    x.tofile(folder / "x.f32")
    y.tofile(folder / "y.f32")
    for index, array in enumerate(initial_weights(TASKS[task]["dims"])):
        array.tofile(folder / f"w{index}.f32")
    settings = dict(TASKS[task], count=len(x), targetWidth=y.shape[1] if y.ndim > 1 else 0)
    (folder / "task.json").write_text(json.dumps(settings))


def executable():
    subprocess.run(
        ["swift", "build", "-c", "release", "--product", "engine-benchmark"], cwd=HERE.parent, check=True,
        stdout=subprocess.DEVNULL)
    path = subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=HERE.parent, check=True, capture_output=True, text=True)
    return pathlib.Path(path.stdout.strip()) / "engine-benchmark"


def installed(peer):
    module = {"cuaderno": "json", "jax_scan": "jax"}.get(peer, peer)
    return importlib.util.find_spec(module) is not None


def measure(peer, program, task, mode, threads, folder):
    environment = dict(os.environ)
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        environment[name] = str(threads)
    if threads == 1:
        environment["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    if peer == "cuaderno":
        command = [str(program), str(folder), mode]
    else:
        command = [sys.executable, str(HERE / "engine_peers.py"), peer, task, str(folder), mode, str(threads)]
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    if result.returncode != 0:
        raise SystemExit(f"{peer} on {task} failed:\n{result.stderr}")
    return json.loads(result.stdout.strip().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", nargs="+", default=["T1", "T2"], choices=TASKS)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", nargs="+", default=PEERS, choices=PEERS)
    parser.add_argument("--program", help="a built engine-benchmark; built here when not given")
    parser.add_argument("--results", default=HERE / "results.jsonl", type=pathlib.Path)
    options = parser.parse_args()
    peers = ["cuaderno"] + [peer for peer in options.peers if peer != "cuaderno" and installed(peer)]
    program = options.program or executable()
    agreed = True
    for task in options.tasks:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            prepare(task, folder)
            print(f"{task}  {TASKS[task]['what']}, {options.threads} thread{'s' if options.threads > 1 else ''}")
            losses = {}
            for peer in peers:
                # scikit-learn shuffles or regularises in ways of its own: it is timed, not compared.
                if peer not in ("sklearn", "jax_scan"):
                    losses[peer] = measure(peer, program, task, "check", options.threads, folder)["loss"]
            times = {peer: [] for peer in peers}
            for round_number in range(options.rounds):
                for peer in peers:
                    result = measure(peer, program, task, "time", options.threads, folder)
                    times[peer].append(result["step_us"])
                    line = dict(task=task, threads=options.threads, peer=peer, round=round_number, **result)
                    with options.results.open("a") as file:
                        file.write(json.dumps(line) + "\n")
            ours = statistics.median(times["cuaderno"])
            for peer in peers:
                step = statistics.median(times[peer])
                loss = f"  loss {losses[peer]:.6f}" if peer in losses else ""
                print(f"    {peer:10s} {step:12.2f} us a step   {step / ours:8.2f} times ours{loss}")
            reference = losses["cuaderno"]
            for peer, loss in losses.items():
                # Float32 in another order of additions, over thousands of steps.
                if abs(loss - reference) > 2e-3 * abs(reference) + 1e-5:
                    agreed = False
                    print(f"    LOSSES DISAGREE: {peer} {loss}, cuaderno {reference}")
    print("Losses agree." if agreed else "Losses disagree.")
    sys.exit(0 if agreed else 1)


if __name__ == "__main__":
    main()
