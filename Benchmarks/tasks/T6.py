"""T6: an LSTM over sequences of 64."""

import numpy as np

from tasks.task import Task


class Recurrent(Task):
    name = "T6"
    what = "LSTM over 64 steps of 32 inputs, 128 units, dense 1; batch 32, Adam"
    loss = "mse"
    batch = 32
    check = 20
    scan = 10
    peers = ["torch", "torch_compile", "jax", "jax_scan", "keras"]

    def data(self):
        """One batch: sequences `[32, 64, 32]`, and ten times their mean."""
        x = np.random.RandomState(0).randn(32, 64, 32).astype(np.float32)
        return x, x.mean((1, 2))[:, None].astype(np.float32) * 10


task = Recurrent()
