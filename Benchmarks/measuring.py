"""What the smaller benchmarks share: the program, a contestant that is asked in turns, and a place for results."""

import json
import pathlib

from engine_benchmark import HERE, Contestant, executable

__all__ = ["HERE", "Contestant", "executable", "program_option", "write_lines"]


def program_option(parser):
    parser.add_argument("--program", type=pathlib.Path, help="a built engine-benchmark; built here when not given")


def write_lines(name, lines):
    """Writes Benchmarks/NAME-results.jsonl anew."""
    (HERE / f"{name}-results.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
