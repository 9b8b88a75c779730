"""One peer on one task: python -m peers.serve PEER TASK THREADS, run in Benchmarks/ by engine_benchmark.py.

Reads a word a line and answers with a line of JSON: "check" trains the initial weights with the examples in order and tells
the loss; "time" trains on for about half a second, shuffled, and tells the microseconds of a step.
"""

import json
import sys
import time

import tasks


def training(peer, task, threads):
    x, y = task.data()
    if peer.startswith("torch"):
        from peers import torch_peer

        return torch_peer.training(task, x, y, threads, compiled=peer == "torch_compile")
    if peer.startswith("jax"):
        from peers import jax_peer

        return jax_peer.training(task, x, y, scan=peer == "jax_scan")
    if peer == "tensorflow":
        from peers import tensorflow_peer

        return tensorflow_peer.training(task, x, y, threads)
    if peer == "keras":
        from peers import keras_peer

        return keras_peer.training(task, x, y, threads)
    from peers import sklearn_peer

    return sklearn_peer.training(task, x, y)


def main():
    peer, name, threads = sys.argv[1:]
    task = tasks.load(name)
    run = training(peer, task, int(threads))
    count = len(task.data()[0])
    steps = -(-count // task.batch)
    epochs = None
    for line in sys.stdin:
        if line.strip() == "check":
            answer = dict(loss=run(task.check, False))
        else:
            if epochs is None:
                # A first run compiles and warms up; a second one tells how much half a second is.
                epochs = task.scan if peer == "jax_scan" else max(1, min(200 // steps, task.check))
                run(epochs, True)
                start = time.perf_counter()
                run(epochs, True)
                seconds = time.perf_counter() - start
                if peer != "jax_scan":
                    epochs = max(1, round(epochs * 0.5 / seconds))
            start = time.perf_counter()
            loss = run(epochs, True)
            answer = dict(step_us=(time.perf_counter() - start) / (epochs * steps) * 1e6, loss=loss)
        print("ANSWER " + json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
