"""Loops in a cell beside the same text built with `swiftc -O`: python Benchmarks/cell_speed.py [--rounds 5]

Each program of Benchmarks/cells/ runs as one cell and as an executable, in turns. Both time themselves, without compiling and
starting; both have to give the same answer. Prints seconds (median) and the ratio, and writes cell-speed-results.jsonl. Fails
where a cell takes more than 1.1 times as long.
"""

import argparse
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

from jupyter_client.manager import start_new_kernel
from measuring import HERE, write_lines

HEAD = "let benchmarkStart = ContinuousClock.now\n"
TAIL = '\nprint("TIME", benchmarkStart.duration(to: .now), "ANSWER", answer)\n'


def reading(text):
    found = re.search(r"TIME ([\d.e-]+) seconds ANSWER (.*)", text)
    if not found:
        raise SystemExit(text)
    return float(found[1]), found[2]


def run_cell(client, code):
    text = ""

    def hook(message):
        nonlocal text
        content = message["content"]
        if message["msg_type"] == "stream":
            text += content["text"]
        elif message["msg_type"] == "error":
            text += "\n".join(content["traceback"])

    client.execute_interactive(code, output_hook=hook, timeout=120)
    return reading(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    manager, client = start_new_kernel(kernel_name="cuaderno")
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for program in sorted((HERE / "cells").glob("*.swift")):
            source = HEAD + program.read_text() + TAIL
            main_file = pathlib.Path(folder) / program.stem / "main.swift"
            main_file.parent.mkdir()
            main_file.write_text(source)
            executable = main_file.parent / "program"
            subprocess.run(["swiftc", "-O", main_file, "-o", executable], check=True)
            cells, programs = [], []
            for number in range(options.rounds + 1):
                seconds, answer = run_cell(client, source)
                other, expected = reading(subprocess.run([executable], capture_output=True, text=True, check=True).stdout)
                if answer != expected:
                    raise SystemExit(f"{program.stem}: a cell answers {answer}, the executable {expected}")
                if number > 0:
                    cells.append(seconds)
                    programs.append(other)
            ratio = statistics.median(cells) / statistics.median(programs)
            print(f"{program.stem:12s} cell {statistics.median(cells):8.4f} s   swiftc -O {statistics.median(programs):8.4f} s"
                  f"   ratio {ratio:5.2f}", flush=True)
            lines.append(dict(program=program.stem, cell_s=round(statistics.median(cells), 5),
                              swiftc_s=round(statistics.median(programs), 5), ratio=round(ratio, 3)))
    client.stop_channels()
    manager.shutdown_kernel()
    write_lines("cell-speed", lines)
    sys.exit(0 if all(line["ratio"] <= 1.1 for line in lines) else 1)


if __name__ == "__main__":
    main()
