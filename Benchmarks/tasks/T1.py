"""T1: XOR, the smallest network of the course."""

import numpy as np

from tasks.dense import DenseTask


def data():
    return np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32), np.array([[0], [1], [1], [0]], np.float32)


task = DenseTask(
    "T1", "XOR 2-2-1 tanh/sigmoid, full batch of 4, SGD", [2, 2, 1], "tanh", "bce", data, optimizer="sgd", rate=0.5,
    batch=4, check=300, scan=5000)
