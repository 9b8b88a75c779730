"""Writes docs/benchmarks.md from the results that lie in Benchmarks/: python Benchmarks/report.py"""

import json
import os
import pathlib
import re
import statistics

import tasks

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
NAMES = dict(
    cuaderno="Cuaderno", torch="PyTorch", torch_compile="torch.compile", jax="JAX, a call a step", jax_scan="JAX, scan",
    keras="Keras on TensorFlow", sklearn="scikit-learn", numpy="NumPy by hand")


def read(name):
    path = HERE / name
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows] + [""]


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def medians(lines, key):
    groups = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line["step_us"])
    return {group: statistics.median(values) for group, values in groups.items()}


def steps():
    lines = read("results.jsonl")
    all_medians = medians(lines, lambda line: (line["task"], line["threads"], line["peer"]))
    text = []
    for threads in sorted({line["threads"] for line in lines}):
        names = [name for name in tasks.NAMES if (name, threads, "cuaderno") in all_medians]
        peers = [peer for peer in NAMES if any((name, threads, peer) in all_medians for name in names)]
        rows = []
        for name in names:
            ours = all_medians[name, threads, "cuaderno"]
            others = {p: all_medians[name, threads, p] for p in peers if (name, threads, p) in all_medians}
            best = min((value for peer, value in others.items() if peer != "cuaderno"), default=float("nan"))
            row = [f"{name} {tasks.load(name).what}"]
            for peer in peers:
                value = others.get(peer)
                ratio = f" ({number(value / ours)}x)" if value and peer != "cuaderno" else ""
                row.append(f"{number(value)}{ratio}" if value else "")
            rows.append(row + [f"{best / ours:.2f}"])
        text += [f"## At {threads} thread{'s' if threads > 1 else ''}", ""]
        text += table(["task", *(NAMES[peer] for peer in peers), "best peer / ours"], rows)
    ratios = [
        [name, f"{all_medians[name, 1, 'cuaderno'] / all_medians[name, 2, 'cuaderno']:.2f}"]
        for name in tasks.NAMES
        if (name, 1, "cuaderno") in all_medians and (name, 2, "cuaderno") in all_medians]
    return text + ["Two threads, times as fast as one:", ""] + table(["task", "gain"], ratios)


def scaling():
    lines = read("scaling-results.jsonl")
    if not lines:
        return []
    rows = []
    for line in (line for line in lines if line["peer"] == "cuaderno"):
        torch = next((o["step_us"] for o in lines if o["point"] == line["point"] and o["peer"] == "torch"), None)
        width, depth, batch = re.findall(r"\d+", line["point"])
        rows.append([
            width, depth, batch, number(line["step_us"]), f"{torch / line['step_us']:.2f}" if torch else "",
            f"{100 * line['limit']:.0f} %"])
    head = ["width", "depth", "batch", "microseconds a step", "PyTorch / ours", "of the machine's limit"]
    return ["## Width, depth and batch", "", "`python Benchmarks/scaling.py`, one thread.", ""] + table(head, rows)


def others():
    text = []
    memory = read("memory-results.jsonl")
    if memory:
        rows = [[line["task"], NAMES[line["peer"]], number(line["peak_mb"])] for line in memory]
        text += ["## Peak memory", "", "`python Benchmarks/memory.py`", ""] + table(["task", "", "MB"], rows)
    start = read("start-results.jsonl")
    if start:
        rows = [[NAMES[line["peer"]], number(line["ms"])] for line in start]
        text += ["## From a process's start to the first trained epoch of T1", "", "`python Benchmarks/start.py`", ""]
        text += table(["", "ms"], rows)
    perceptron = read("perceptron-results.jsonl")
    if perceptron:
        rows = [[NAMES[line["peer"]], number(line["epoch_us"])] for line in perceptron]
        text += ["## Rosenblatt's perceptron, 1,000 points", "", "`python Benchmarks/perceptron.py`", ""]
        text += table(["", "microseconds an epoch"], rows)
    allocations = read("allocations-results.jsonl")
    if allocations:
        rows = [[line["task"], str(line["threads"]), number(line["steps"]), str(line["allocations"])] for line in allocations]
        text += ["## Allocations inside of steps", "", "`python Benchmarks/allocations.py`", ""]
        text += table(["task", "threads", "steps", "allocations"], rows)
    return text


def pictures():
    text = []
    charts = read("chart-results.jsonl")
    if charts:
        tasks = dict(
            scatter="scatter of 100,000 points", boundary="boundary on 200 x 200", loss="two loss curves of 100,000 epochs")
        sides = dict(cuaderno="Cuaderno, SVG", matplotlib_svg="matplotlib, SVG", matplotlib_png="matplotlib, PNG")
        ours = {line["task"]: line["ms"] for line in charts if line["peer"] == "cuaderno"}
        rows = [
            [tasks[line["task"]], sides[line["peer"]], times(line["ms"], ours[line["task"]]), f"{line['bytes']:,d}"]
            for line in charts]
        text += ["## Pictures", "", "`python Benchmarks/chart_benchmark.py`", ""]
        text += table(["picture", "", "ms", "bytes"], rows)
    live = read("live-results.jsonl")
    if live:
        rows = [[line["task"], f"{line['silent']:.2f}", f"{line['overhead']:.1f}"] for line in live]
        text += ["## Drawing while training", "", "`python Benchmarks/live.py`", ""]
        text += table(["training", "seconds without", "% more with it"], rows)
    export = read("export-results.jsonl")
    if export:
        rows = [[line["notebook"], line["who"], f"{line['seconds']:.3f}", f"{line['bytes']:,d}"] for line in export]
        text += ["## A notebook as a page of HTML", "", "`python Benchmarks/export.py`", ""]
        text += table(["notebook", "", "seconds", "bytes"], rows)
    return text


def times(value, ours):
    return number(value) if value == ours else f"{number(value)} ({value / ours:.0f})"


def machine():
    """The processor that measured: `make bench` writes the page on the machine that it measured on."""
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    fields = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    flags = fields.get("flags", "").split()
    level = "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "no AVX2"
    return f"{fields.get('model name', 'an unknown processor')}, {len(os.sched_getaffinity(0))} processors, {level}"


def main():
    text = [
        "# Benchmarks",
        "",
        "Microseconds a training step (forward, backward, optimizer), medians of one run in which everybody took turns;",
        "in parentheses how many times ours. `make bench` measures anew, Benchmarks/README.md says how, and this page is",
        "written by `Benchmarks/report.py` from the results there.",
        "",
        f"Measured on: {machine()}.",
        "",
        "![Each peer's time of a step as a multiple of Cuaderno's, for every task](benchmarks.svg)",
        "",
    ] + steps() + scaling() + others() + pictures()
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join(text).rstrip() + "\n")


if __name__ == "__main__":
    main()
