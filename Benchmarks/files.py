"""Rows a second that each reader takes in, beside pandas, NumPy and Pillow: python Benchmarks/files.py [--rounds 5]

Both sides read the same files, which lie in the cache of the operating system, and end with 32-bit floats in memory; the best of
all rounds counts. Writes files-results.jsonl.
"""

import argparse
import gzip
import json
import struct
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas
from PIL import Image

from measuring import executable, program_option, write_lines


def write_files(folder):
    generator = np.random.default_rng(1)
    table = generator.normal(size=(100_000, 20)).astype(np.float32)
    names = ",".join(f"x{column}" for column in range(20))
    np.savetxt(folder / "table.csv", table, fmt="%.6g", delimiter=",", header=names, comments="")
    large = generator.normal(size=(1_000_000, 20)).astype(np.float32)
    np.save(folder / "table.npy", large)
    np.save(folder / "wide.npy", large[:500_000].astype(np.float64))
    np.savez_compressed(folder / "table.npz", x=table)
    # Mostly paper, as digits are.
    pictures = np.where(generator.random((20_000, 28, 28)) < 0.8, 0, generator.integers(0, 256, (20_000, 28, 28)))
    content = struct.pack(">HBBIII", 0, 8, 3, *pictures.shape) + pictures.astype(np.uint8).tobytes()
    (folder / "pictures.idx").write_bytes(content)
    (folder / "pictures.idx.gz").write_bytes(gzip.compress(content))
    for number in range(2_000):
        place = folder / "pictures" / str(number % 10)
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pictures[number].astype(np.uint8)).save(place / f"{number}.png")


def read_idx(content):
    shape = struct.unpack(">III", content[4:16])
    return np.frombuffer(content, np.uint8, offset=16).reshape(shape).astype(np.float32)


def read_pictures(folder):
    paths = sorted(folder.glob("*/*.png"))
    return np.stack([np.asarray(Image.open(path), dtype=np.float32) / 255 for path in paths])


def peers(folder):
    return {
        "csv": ("pandas", lambda: pandas.read_csv(folder / "table.csv").to_numpy(np.float32)),
        "npy": ("numpy", lambda: np.load(folder / "table.npy")),
        "npy float64": ("numpy", lambda: np.load(folder / "wide.npy").astype(np.float32)),
        "npz": ("numpy", lambda: np.load(folder / "table.npz")["x"]),
        "idx": ("numpy", lambda: read_idx((folder / "pictures.idx").read_bytes())),
        "idx gzip": ("numpy", lambda: read_idx(gzip.decompress((folder / "pictures.idx.gz").read_bytes()))),
        "png": ("pillow", lambda: read_pictures(folder / "pictures")),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    program_option(parser)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    program = (options.program or executable()).resolve()
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder)
        output = subprocess.run(
            [program, "files", name, str(options.rounds)], check=True, capture_output=True, text=True
        ).stdout
        ours = [json.loads(line.removeprefix("ANSWER ")) for line in output.splitlines() if line.startswith("ANSWER ")]
        for answer in ours:
            peer, read = peers(folder)[answer["reader"]]
            best = float("inf")
            for _ in range(options.rounds):
                begin = time.perf_counter()
                rows = len(read())
                best = min(best, time.perf_counter() - begin)
            assert rows == answer["rows"], answer
            lines.append(
                {"reader": answer["reader"], "rows": rows, "cuaderno": rows / answer["seconds"], "peer": peer, "its": rows / best}
            )
            line = lines[-1]
            print(f"{line['reader']:12} {line['cuaderno']:14,.0f} rows/s   {peer:7} {line['its']:14,.0f} rows/s")
    write_lines("files", lines)


if __name__ == "__main__":
    main()
