"""Runs what the engine exported in onnxruntime, and prints the parity table: python check_exports.py FOLDER

The folder is what `CUADERNO_EXPORTS=FOLDER swift test --filter ExportTests` filled (`make parity` does both). Each model is checked
by ONNX's checker, run with batches of 1 and 3, and compared with the engine's own answers; the engine has read it again, and
the weights' file as well. PyTorch loads each `.safetensors` file, and NumPy each `.npz`.

Differences are relative to numbers of size 1 and above.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from safetensors.torch import load_file

# Relative to numbers of size 1: sums of up to a hundred products in another order.
TOLERANCE = 1e-5


def main(folder):
    worst, count, failed, rows = 0.0, 0, [], []
    for path in sorted(folder.glob("*.onnx")):
        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        names = [value.name for value in session.get_inputs()]
        differences = []
        for case in sorted(folder.glob(f"{path.stem}.*.npz")):
            arrays = np.load(case)
            inputs = {name: arrays[name] if name in arrays else arrays["x"] for name in names}
            for value, answer in zip(session.get_outputs(), session.run(None, inputs)):
                expected = arrays[value.name] if value.name in arrays else arrays["y"]
                assert answer.shape == expected.shape, (path.stem, answer.shape, expected.shape)
                differences.append(float(np.max(np.abs(answer - expected) / np.maximum(1, np.abs(expected)))))
        assert differences, path.stem
        largest = max(differences)
        count += 1
        worst = max(worst, largest)
        if not largest <= TOLERANCE:
            failed.append(path.stem)
        rows.append((path.stem, len(model.graph.node), largest))
    loaded = {path.stem: len(load_file(path)) for path in folder.glob("*.safetensors")}
    notes = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}
    print("| network | layers | ONNX nodes | in onnxruntime | read again | arrays in PyTorch | weights read again |")
    print("|---|---|---:|---:|---:|---:|---|")
    for stem, nodes, largest in rows:
        note = notes.pop(stem, None)
        again = f"{note['imported']:.1e}" if note else ""
        same = ("to the bit" if note["isSame"] else "OTHERS") if note else ""
        if note and not (note["imported"] <= TOLERANCE and note["isSame"]):
            failed.append(stem + " read again")
        layers = note["layers"] if note else ""
        print(f"| {stem} | {layers} | {nodes} | {largest:.1e} | {again} | {loaded.get(stem, '')} | {same} |")
    print("\n| written by PyTorch | file | answers of the engine |\n|---|---|---:|")
    for note in sorted(notes.values(), key=lambda note: (note["file"], note["name"])):
        print(f"| {note['name']} | {note['file']} | {note['read']:.1e} |")
        if not note["read"] <= TOLERANCE:
            failed.append(note["name"])
    print()
    print(f"{count} models in onnxruntime {onnxruntime.__version__}, largest difference {worst:.1e}")
    print(f"{len(loaded)} .safetensors files with {sum(loaded.values())} arrays loaded by PyTorch")
    if failed or not count:
        sys.exit(f"above {TOLERANCE}: {', '.join(failed)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
