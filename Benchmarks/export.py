"""A notebook as a page of HTML, beside nbconvert: python Benchmarks/export.py [--rounds 7]

Both make a page of the same executed notebook (`cuaderno run` executes it once), in turns, each as a process of its own, as a
user starts them; nbconvert also within a process that has loaded it already. Prints seconds (median) and bytes, and what a reader
still needs the network for; writes export-results.jsonl.
"""

import argparse
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import nbformat
from nbconvert import HTMLExporter
from measuring import HERE, write_lines

ROOT = HERE.parent
PROGRAM = ROOT / ".build/release/cuaderno"


def timed(command):
    start = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - start


def foreign(page):
    """The addresses from which a page loads scripts, styles and pictures."""
    return re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="(https?://[^"]+)"', page) + re.findall(
        r"(?:import|require|src)[^\n]{0,40}['\"](https://cdn[^'\"]+)", page)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    lines = []
    for source in sorted((ROOT / "notebooks").glob("0[23]*.ipynb")):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            executed, ours, theirs = folder / source.name, folder / "ours.html", folder / "theirs.html"
            run = timed([PROGRAM, "run", source, "--quiet", "--output", executed])
            seconds = {"cuaderno": [], "nbconvert": [], "nbconvert, loaded": []}
            for number in range(options.rounds + 1):
                took = {
                    "cuaderno": timed([PROGRAM, "export", executed, "--html", ours]),
                    "nbconvert": timed([
                        sys.executable, "-m", "nbconvert", "--to", "html", "--output", theirs, "--log-level", "ERROR",
                        executed]),
                }
                start = time.monotonic()
                HTMLExporter().from_notebook_node(nbformat.read(executed, as_version=4))
                took["nbconvert, loaded"] = time.monotonic() - start
                if number > 0:
                    for key, value in took.items():
                        seconds[key].append(value)
            sizes = {"cuaderno": ours.stat().st_size, "nbconvert": theirs.stat().st_size}
            needs = {"cuaderno": len(foreign(ours.read_text())), "nbconvert": len(foreign(theirs.read_text()))}
        print(f"{source.name} (executed in {run:.1f} s)")
        for who, values in seconds.items():
            peer = who.split(",")[0]
            line = dict(
                notebook=source.stem, who=who, seconds=statistics.median(values), bytes=sizes[peer], foreign=needs[peer])
            lines.append(line)
            print(f"    {who:18} {line['seconds']:.3f} s  {line['bytes']:7} bytes  {line['foreign']} addresses of the web")
    write_lines("export", lines)


if __name__ == "__main__":
    main()
