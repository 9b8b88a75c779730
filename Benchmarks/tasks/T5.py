"""T5: a convolutional network on images of 28 x 28."""

import numpy as np

from tasks.task import Task

CLASSES, FLAT = 10, 7 * 7 * 32


class Convolution(Task):
    name = "T5"
    what = "28x28: conv 3x3x16, pool, conv 3x3x32, pool, 128, 10, relu; batch 64, Adam"
    batch = 64
    # Keras's Adam adds epsilon to the square root before the correction of the first steps' bias: weights with gradients
    # around 1e-6, of which there are many here, move less in these steps.
    tolerances = dict(keras=1e-2)
    peers = ["torch", "torch_compile", "jax", "keras"]

    def data(self):
        """Images `[6000, 28, 28, 1]`, channels last; peers that want channels first turn them."""
        random = np.random.RandomState(0)
        centres = random.rand(10, 1, 28, 28).astype(np.float32)
        y = random.randint(0, 10, 6000)
        x = (centres[y] * 0.5 + 0.5 * random.rand(6000, 1, 28, 28)).astype(np.float32)
        return x.transpose(0, 2, 3, 1).copy(), y.astype(np.int64)

    def weights(self):
        """Kernels `[height, width, in, out]`, dense layers `[in, out]`, a bias behind each."""
        random = np.random.RandomState(1)
        arrays = []
        for shape in ((3, 3, 1, 16), (3, 3, 16, 32), (FLAT, 128), (128, CLASSES)):
            limit = np.prod(shape[:-1]) ** -0.5
            arrays.append(random.uniform(-limit, limit, shape).astype(np.float32))
            arrays.append(random.uniform(-limit, limit, shape[-1]).astype(np.float32))
        return arrays

    def torch(self, weights):
        import torch
        import torch.nn.functional as F
        from torch import nn

        model = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(),
            nn.MaxPool2d(2), nn.Flatten(), nn.Linear(FLAT, 128), nn.ReLU(), nn.Linear(128, CLASSES))
        # PyTorch flattens channels first.
        flat = weights[4].reshape(7, 7, 32, 128).transpose(2, 0, 1, 3).reshape(FLAT, 128)
        arrays = [
            weights[0].transpose(3, 2, 0, 1), weights[1], weights[2].transpose(3, 2, 0, 1), weights[3], flat.T, weights[5],
            weights[6].T, weights[7]]
        with torch.no_grad():
            for parameter, array in zip(model.parameters(), arrays):
                parameter.copy_(torch.from_numpy(np.ascontiguousarray(array)))
        # Channels last is the faster of its two layouts here.
        return model.to(memory_format=torch.channels_last), F.cross_entropy

    def torch_features(self, x):
        import torch

        return torch.from_numpy(x.transpose(0, 3, 1, 2)).contiguous(memory_format=torch.channels_last)

    def jax(self, weights):
        import jax
        import jax.numpy as jnp
        from jax import lax

        def block(x, kernel, bias):
            x = lax.conv_general_dilated(x, kernel, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))
            x = jax.nn.relu(x + bias)
            return lax.reduce_window(x, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")

        def loss(p, x, y):
            x = block(block(x, p[0], p[1]), p[2], p[3]).reshape(len(x), FLAT)
            logits = jax.nn.relu(x @ p[4] + p[5]) @ p[6] + p[7]
            return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], -1))

        return [jnp.array(w) for w in weights], loss

    def keras(self, weights):
        import keras
        from keras import layers as L

        model = keras.Sequential([
            keras.Input((28, 28, 1)), L.Conv2D(16, 3, padding="same", activation="relu"), L.MaxPooling2D(2),
            L.Conv2D(32, 3, padding="same", activation="relu"), L.MaxPooling2D(2), L.Flatten(),
            L.Dense(128, activation="relu"), L.Dense(CLASSES)])
        model.set_weights(weights)
        return model, keras.losses.SparseCategoricalCrossentropy(from_logits=True)


task = Convolution()
