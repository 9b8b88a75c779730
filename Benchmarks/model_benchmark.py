"""The course's models beside PyTorch eager, in one run: python Benchmarks/model_benchmark.py [--models lstm-series] [--rounds 3]

Each recipe (Benchmarks/models/, and EngineBenchmark/Recipes/ for the engine) is a model, its data and its training, written twice.
The engine writes the data, so that both learn from the same numbers; the initial weights are each one's own. In each round both
train from new weights, each in a process of its own, one after the other; PyTorch once with one thread and once with as many as
we have, since small models are slower with more, and its faster median counts. Only the training is timed, not the start, and
the metric is measured on what was held back. Prints a table, writes one JSON line a model to models-results.jsonl, and leaves with 1
when a metric is not good enough, a training of ours takes more than 30 s, or PyTorch is faster.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import models
from engine_benchmark import HERE, environment_for
from measuring import executable, program_option

LIMIT = 30


def answer(command, peer, threads):
    """The JSON behind the line ANSWER of a process that has so many processors."""
    processors = set(sorted(os.sched_getaffinity(0))[-threads:])
    process = subprocess.run(
        command, cwd=HERE, env=environment_for(peer, threads), capture_output=True, text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, processors))
    for line in process.stdout.splitlines():
        if line.startswith("ANSWER "):
            return json.loads(line.removeprefix("ANSWER "))
    raise SystemExit(f"{' '.join(map(str, command))} failed:\n{process.stderr}{process.stdout}")


def measure(recipe, rounds, threads, program):
    """A line for models-results.jsonl."""
    with tempfile.TemporaryDirectory() as folder:
        arrays = Path(folder) / "arrays.npz"
        answer([program, "recipe", recipe.name, str(arrays)], "cuaderno", threads)
        ours, theirs = [], {count: [] for count in sorted({1, threads})}
        for number in range(rounds):
            ours.append(answer([program, "recipe", recipe.name, str(number)], "cuaderno", threads))
            for count, runs in theirs.items():
                runs.append(
                    answer([sys.executable, "-m", "models", recipe.name, str(arrays), str(number), str(count)], "torch", count))
    return dict(
        model=recipe.name, data=recipe.data, training=recipe.training, metric=recipe.metric, threads=threads, rounds=rounds,
        cuaderno=medians(ours), torch=min(map(medians, theirs.values()), key=lambda runs: runs["seconds"]))


def medians(runs):
    return {key: statistics.median(run[key] for run in runs) for key in ("seconds", "metric")}


def failures(recipe, line):
    ours, theirs = line["cuaderno"], line["torch"]
    if not recipe.is_good(ours["metric"]):
        yield f"our {recipe.metric} is {ours['metric']:.4g}"
    if not recipe.is_good(theirs["metric"]):
        yield f"PyTorch's {recipe.metric} is {theirs['metric']:.4g}: the recipes differ"
    if ours["seconds"] > LIMIT:
        yield f"the training takes {ours['seconds']:.1f} s"
    if ours["seconds"] >= theirs["seconds"]:
        yield "PyTorch is faster"


def save(lines):
    """Writes the lines in place of those of the same models."""
    path = HERE / "models-results.jsonl"
    old = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    renewed = {line["model"]: line for line in old + lines}
    ordered = [renewed[name] for name in models.NAMES if name in renewed]
    path.write_text("".join(json.dumps(line) + "\n" for line in ordered))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", nargs="+", default=models.NAMES, choices=models.NAMES)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    program_option(parser)
    options = parser.parse_args()
    program = (options.program or executable()).resolve()
    lines, failed = [], False
    print(f"{'model':20s} {'metric':34s} {'ours':>9s} {'PyTorch':>9s}   {'ours':>8s} {'PyTorch':>8s}  times")
    for name in options.models:
        recipe = models.load(name)
        line = measure(recipe, options.rounds, options.threads, program)
        ours, theirs = line["cuaderno"], line["torch"]
        print(
            f"{name:20s} {recipe.metric:34s} {ours['metric']:9.4g} {theirs['metric']:9.4g}   {ours['seconds']:6.2f} s "
            f"{theirs['seconds']:6.2f} s  {theirs['seconds'] / ours['seconds']:.1f}", flush=True)
        for failure in failures(recipe, line):
            failed = True
            print(f"    {failure}")
        lines.append(line)
    save(lines)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
