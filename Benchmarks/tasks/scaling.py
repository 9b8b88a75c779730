"""Dense networks of any width, depth and batch, for scaling.py."""

import re

import numpy as np

from tasks.dense import DenseTask

CLASSES = 10


def point(name):
    """The task W<width>-D<depth>-B<batch>: so many hidden layers of that width, on as many features, 10 classes."""
    width, depth, batch = (int(number) for number in re.fullmatch(r"W(\d+)-D(\d+)-B(\d+)", name).groups())

    def data():
        random = np.random.RandomState(0)
        count = max(4 * batch, 256)
        return random.randn(count, width).astype(np.float32), random.randint(0, CLASSES, count).astype(np.int64)

    dims = [width] * (depth + 1) + [CLASSES]
    return DenseTask(name, f"width {width}, depth {depth}, batch {batch}", dims, "relu", "ce", data, batch=batch)


def multiplications(dims, batch):
    """Floating-point operations of a step: forward, gradients of the weights, gradients of all inputs but the first."""
    pairs = list(zip(dims, dims[1:]))
    products = sum(a * b for a, b in pairs)
    return 2 * batch * (3 * products - pairs[0][0] * pairs[0][1])


def parameters(dims):
    return sum((a + 1) * b for a, b in zip(dims, dims[1:]))


def parameter_bytes(dims):
    """Bytes that a step cannot avoid moving: weights twice, gradients written and read, Adam's three arrays both ways."""
    return 4 * (2 + 2 + 6) * parameters(dims)
