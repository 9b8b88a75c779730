"""T5: a convolutional network on images of 28 x 28."""

import numpy as np

from tasks.task import Task


class Convolution(Task):
    name = "T5"
    what = "28x28: conv 3x3x16, pool, conv 3x3x32, pool, 128, 10, relu; batch 64, Adam"
    batch = 64
    peers = ["torch", "torch_compile", "jax", "keras"]

    def data(self):
        """Images `[6000, 28, 28, 1]`, channels last; peers that want channels first turn them."""
        random = np.random.RandomState(0)
        centres = random.rand(10, 1, 28, 28).astype(np.float32)
        y = random.randint(0, 10, 6000)
        x = (centres[y] * 0.5 + 0.5 * random.rand(6000, 1, 28, 28)).astype(np.float32)
        return x.transpose(0, 2, 3, 1).copy(), y.astype(np.int64)


task = Convolution()
