"""The engine beside its peers, in one run: python Benchmarks/engine_benchmark.py [--tasks T1 T2] [--threads 1 2] [--rounds 5]

Each task (Benchmarks/tasks/) is a network, data, initial weights and an optimizer, the same for everybody. First everybody
trains with the examples in order, and the losses have to agree; then everybody is timed with shuffling, as a user would
train, about half a second each in turns, so that a busy machine is busy for all; who is not at turn waits for input. Prints a
table of microseconds a training step (forward, backward, optimizer; median over the rounds) with the ratio to the engine, and
writes one JSON line a measurement to Benchmarks/results.jsonl (task, threads, peer, step_us, round), in place of earlier ones
of the same tasks. Leaves with 1 when losses disagree.

The engine is measured through its public `fit`, in the executable engine-benchmark (built here with `swift build -c release`).
Needs numpy; measures the peers that are installed: torch, jax, tensorflow with keras, scikit-learn.
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

import tasks

HERE = pathlib.Path(__file__).resolve().parent
MODULES = dict(torch="torch", torch_compile="torch", jax="jax", jax_scan="jax", keras="keras", sklearn="sklearn")
# The loss of these is another one, or of other initial weights.
NOT_COMPARED = {"sklearn"}


def executable():
    subprocess.run(
        ["swift", "build", "-c", "release", "--product", "engine-benchmark"], cwd=HERE.parent, check=True,
        stdout=subprocess.DEVNULL)
    path = subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=HERE.parent, check=True, capture_output=True, text=True)
    return pathlib.Path(path.stdout.strip()) / "engine-benchmark"


def environment_for(peer, threads):
    """The variables that keep a process to so many threads."""
    environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3")
    for name in ("CUADERNO_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        environment[name] = str(threads)
    if peer != "cuaderno":
        # Some machines make old versions of OpenBLAS work around themselves; a peer's own is newer, and faster without.
        environment.pop("OPENBLAS_CORETYPE", None)
        environment.pop("OPENBLAS_L2_SIZE", None)
    if threads == 1:
        environment["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    return environment


class Contestant:
    """A process that trains one task and answers words with JSON."""

    def __init__(self, peer, task, threads, program, folder, arguments=None):
        environment = environment_for(peer, threads)
        if peer == "cuaderno":
            command = [str(program), *(arguments or ["train", str(folder)])]
        else:
            command = [sys.executable, "-m", "peers.serve", peer, task, str(threads)]
        # Some peers use more threads than they are told: each gets as many processors as it may have threads.
        processors = set(sorted(os.sched_getaffinity(0))[-threads:])
        self.peer, self.task = peer, task
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            command, cwd=HERE, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
            text=True, preexec_fn=lambda: os.sched_setaffinity(0, processors))

    def ask(self, word):
        try:
            self.process.stdin.write(word + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        for line in self.process.stdout:
            if line.startswith("ANSWER "):
                return json.loads(line[len("ANSWER "):])
        self.errors.seek(0)
        raise SystemExit(f"{self.peer} on {self.task} failed:\n{self.errors.read()}")

    def leave(self):
        self.process.stdin.close()
        self.process.wait()


def installed(peer):
    return peer == "cuaderno" or importlib.util.find_spec(MODULES[peer]) is not None


def compare(task, losses):
    """Whether all losses agree with the engine's; says which do not."""
    reference, agreed = losses["cuaderno"], True
    for peer, loss in losses.items():
        tolerance = task.tolerances.get(peer, task.tolerance)
        if not abs(loss - reference) <= tolerance * abs(reference) + 1e-5:
            agreed = False
            print(f"    LOSSES DISAGREE: {peer} {loss}, cuaderno {reference}")
    return agreed


def measure(task, threads, peers, rounds, program, folder):
    """Lines for results.jsonl, and whether the losses agree."""
    print(f"{task.name}  {task.what}, {threads} thread{'s' if threads > 1 else ''}", flush=True)
    contestants = {peer: Contestant(peer, task.name, threads, program, folder) for peer in peers}
    losses = {peer: one.ask("check")["loss"] for peer, one in contestants.items() if peer not in NOT_COMPARED}
    lines = []
    for number in range(rounds + 1):
        for peer, one in contestants.items():
            answer = one.ask("time")
            # In the first round everybody warms up.
            if number > 0:
                lines.append(
                    dict(task=task.name, threads=threads, peer=peer, step_us=round(answer["step_us"], 4), round=number))
    for one in contestants.values():
        one.leave()
    medians = {peer: statistics.median(line["step_us"] for line in lines if line["peer"] == peer) for peer in peers}
    for peer, step in medians.items():
        loss = f"  loss {losses[peer]:.6g}" if peer in losses else ""
        print(f"    {peer:14s} {step:12.2f} us a step   {step / medians['cuaderno']:8.2f} times ours{loss}", flush=True)
    return lines, compare(task, losses)


def save(path, lines):
    """Writes the lines in place of those of the same task and number of threads."""
    renewed = {(line["task"], line["threads"]) for line in lines}
    old = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    kept = [line for line in old if (line["task"], line["threads"]) not in renewed]
    ordered = sorted(kept + lines, key=lambda line: (line["task"], line["threads"]))
    path.write_text("".join(json.dumps(line) + "\n" for line in ordered))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", nargs="+", default=tasks.NAMES, choices=tasks.NAMES)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", nargs="*", default=list(MODULES), choices=list(MODULES))
    parser.add_argument("--program", type=pathlib.Path, help="a built engine-benchmark; built here when not given")
    parser.add_argument("--results", default=HERE / "results.jsonl", type=pathlib.Path)
    options = parser.parse_args()
    program = (options.program or executable()).resolve()
    agreed = True
    for name in options.tasks:
        task = tasks.load(name)
        peers = ["cuaderno"] + [peer for peer in task.peers if peer in options.peers and installed(peer)]
        with tempfile.TemporaryDirectory() as folder:
            task.write(pathlib.Path(folder))
            for threads in options.threads:
                lines, agree = measure(task, threads, peers, options.rounds, program, folder)
                save(options.results, lines)
                agreed = agreed and agree
    print("Losses agree." if agreed else "Losses disagree.")
    sys.exit(0 if agreed else 1)


if __name__ == "__main__":
    main()
