"""T2: two moons."""

import numpy as np

from tasks.dense import DenseTask


def data():
    random = np.random.RandomState(0)
    n = 500
    angle = np.pi * random.rand(n)
    upper = np.c_[np.cos(angle), np.sin(angle)]
    lower = np.c_[1 - np.cos(angle), 0.5 - np.sin(angle)]
    x = np.concatenate([upper, lower]) + 0.1 * random.randn(2 * n, 2)
    y = np.r_[np.zeros(n), np.ones(n)].astype(np.int64)
    order = random.permutation(2 * n)
    return x[order].astype(np.float32), y[order]


task = DenseTask(
    "T2", "moons 2-32-32-2 relu, batch 32, Adam", [2, 32, 32, 2], "relu", "ce", data, batch=32, check=5, scan=50)
