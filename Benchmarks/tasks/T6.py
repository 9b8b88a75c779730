"""T6: an LSTM over sequences of 64."""

import numpy as np

from tasks.task import Task

FEATURES, UNITS = 32, 128


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
        x = np.random.RandomState(0).randn(32, 64, FEATURES).astype(np.float32)
        return x, x.mean((1, 2))[:, None].astype(np.float32) * 10

    def weights(self):
        """Kernel `[32, 512]`, recurrent kernel `[128, 512]` and bias, gates in the order i, f, c, o; then the dense layer's.

        Drawn as PyTorch draws an LSTM's, with one bias for everybody.
        """
        random = np.random.RandomState(1)
        limit = UNITS**-0.5
        shapes = [(FEATURES, 4 * UNITS), (UNITS, 4 * UNITS), (4 * UNITS,), (UNITS, 1), (1,)]
        return [random.uniform(-limit, limit, shape).astype(np.float32) for shape in shapes]

    def torch(self, weights):
        import torch

        class Model(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.lstm = torch.nn.LSTM(FEATURES, UNITS, batch_first=True)
                self.dense = torch.nn.Linear(UNITS, 1)

            def forward(self, x):
                return self.dense(self.lstm(x)[0][:, -1])

        model = Model()
        kernel, recurrent, bias, dense, dense_bias = (torch.from_numpy(w) for w in weights)
        with torch.no_grad():
            model.lstm.weight_ih_l0.copy_(kernel.T)
            model.lstm.weight_hh_l0.copy_(recurrent.T)
            model.lstm.bias_ih_l0.copy_(bias)
            model.lstm.bias_hh_l0.zero_()
            # Two biases that are learned would move twice as far under Adam.
            model.lstm.bias_hh_l0.requires_grad_(False)
            model.dense.weight.copy_(dense.T)
            model.dense.bias.copy_(dense_bias)
        return model, torch.nn.functional.mse_loss

    def jax(self, weights):
        import jax
        import jax.numpy as jnp
        from jax import lax

        def loss(p, x, y):
            kernel, recurrent, bias, dense, dense_bias = p
            sums = jnp.swapaxes(x @ kernel + bias, 0, 1)

            def cell(state, step):
                h, c = state
                i, f, g, o = jnp.split(step + h @ recurrent, 4, -1)
                c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
                return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None

            zeros = jnp.zeros((x.shape[0], UNITS))
            (h, _), _ = lax.scan(cell, (zeros, zeros), sums)
            return jnp.mean((h @ dense + dense_bias - y) ** 2)

        return [jnp.array(w) for w in weights], loss

    def keras(self, weights):
        import keras

        model = keras.Sequential(
            [keras.layers.Input((64, FEATURES)), keras.layers.LSTM(UNITS), keras.layers.Dense(1)])
        model.set_weights(weights)
        return model, "mse"


task = Recurrent()
