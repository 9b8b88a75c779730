"""The same networks in Keras, TensorFlow, PyTorch and the engine: python Benchmarks/libraries.py [--rounds 5]

Two questions of notebooks/10-bibliotecas.ipynb: how long a training step takes, on a small network (T2) and on one of MNIST's
size (T4), where all losses have to agree (see engine_benchmark.py); and how long from a process's start to the first trained
epoch of XOR. The programs that the notebook shows (notebooks/bibliotecas/) are run as well. Medians go to notebooks/datos/bibliotecas.jsonl, which the notebook reads, so that it can be handed out alone.
"""

import argparse
import importlib.metadata
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import tasks
from engine_benchmark import HERE, measure
from measuring import executable, program_option
from start import TORCH

PEERS = dict(cuaderno="Cuaderno", torch="PyTorch", tensorflow="TensorFlow", keras="Keras")
XOR = "x, y = [[0., 0.], [0., 1.], [1., 0.], [1., 1.]], [[0.], [1.], [1.], [0.]]\n"
TENSORFLOW = XOR + """
import tensorflow as tf
x, y = tf.constant(x), tf.constant(y)
p = [tf.Variable(tf.random.normal(s)) for s in ((2, 2), (2,), (2, 1), (1,))]
with tf.GradientTape() as tape:
    z = tf.tanh(x @ p[0] + p[1]) @ p[2] + p[3]
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, z))
for w, g in zip(p, tape.gradient(loss, p)):
    w.assign_sub(0.5 * g)
"""
KERAS = XOR + """
import numpy, keras
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, "tanh"), keras.layers.Dense(1, "sigmoid")])
model.compile(keras.optimizers.SGD(0.5), "binary_crossentropy")
model.fit(numpy.array(x), numpy.array(y), batch_size=4, verbose=0)
"""


def starts(program, rounds):
    """Milliseconds from a process's start to the first trained epoch, in turns; the median."""
    commands = dict(cuaderno=[program, "start"])
    for peer, code in (("torch", TORCH), ("tensorflow", TENSORFLOW), ("keras", KERAS)):
        commands[peer] = [sys.executable, "-c", code]
    environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3", KERAS_BACKEND="tensorflow")
    times = {peer: [] for peer in commands}
    for number in range(rounds + 1):
        for peer, command in commands.items():
            begin = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=environment)
            # The first round brings the files into the memory of the system.
            if number > 0:
                times[peer].append((time.perf_counter() - begin) * 1e3)
    return {peer: statistics.median(values) for peer, values in times.items()}


def accuracy(name):
    """What the program that the notebook shows prints."""
    notebooks = HERE.parent / "notebooks"
    environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3", KERAS_BACKEND="tensorflow")
    answer = subprocess.run(
        [sys.executable, f"bibliotecas/{name}_pinguinos.py"], cwd=notebooks, env=environment, check=True,
        capture_output=True, text=True)
    return float(answer.stdout.rsplit(":", 1)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    program_option(parser)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--output", type=pathlib.Path, default=HERE.parent / "notebooks/datos/bibliotecas.jsonl")
    options = parser.parse_args()
    program = (options.program or executable()).resolve()
    lines, agreed = [], True
    for name in ("T2", "T4"):
        task = tasks.load(name)
        with tempfile.TemporaryDirectory() as folder:
            task.write(pathlib.Path(folder))
            steps, agree = measure(task, options.threads, list(PEERS), options.rounds, program, folder)
        agreed = agreed and agree
        for peer, label in PEERS.items():
            median = statistics.median(line["step_us"] for line in steps if line["peer"] == peer)
            lines.append(dict(library=label, task=name, value=round(median, 2), unit="us a step"))
    for peer, value in starts(program, options.rounds).items():
        print(f"    {peer:14s} {value:12.1f} ms from start to the first epoch")
        lines.append(dict(library=PEERS[peer], task="start", value=round(value, 1), unit="ms"))
    for peer, name in dict(torch="pytorch", tensorflow="tensorflow", keras="keras").items():
        lines.append(dict(library=PEERS[peer], task="penguins", value=accuracy(name), unit="accuracy"))
        lines.append(dict(library=PEERS[peer], task="version", version=importlib.metadata.version(peer)))
    options.output.write_text("".join(json.dumps(line) + "\n" for line in lines))
    sys.exit(0 if agreed else 1)


if __name__ == "__main__":
    main()
