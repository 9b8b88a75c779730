"""T3: regression on a smooth function of three variables."""

import numpy as np

from tasks.dense import DenseTask


def data():
    x = np.random.RandomState(0).rand(10000, 3).astype(np.float32) * 2 - 1
    return x, (np.sin(3 * x[:, :1]) + x[:, 1:2] * x[:, 2:3]).astype(np.float32)


task = DenseTask(
    "T3", "regression 3-64-64-1 relu, batch 64, Adam", [3, 64, 64, 1], "relu", "mse", data, batch=64, check=1, scan=10)
