"""T7: a small GPT."""

import numpy as np

from tasks.task import Task


class Transformer(Task):
    name = "T7"
    what = "GPT: 4 blocks, width 128, 4 heads, context 64, vocabulary 96, gelu (tanh form); batch 32, AdamW"
    optimizer = "adamw"
    batch = 32
    check = 5
    peers = ["torch", "torch_compile", "jax", "keras"]

    def data(self):
        """One batch: tokens `[32, 64]` and the tokens that follow."""
        text = np.random.RandomState(0).randint(0, 96, (32, 65)).astype(np.int64)
        return text[:, :-1].copy(), text[:, 1:].copy()


task = Transformer()
