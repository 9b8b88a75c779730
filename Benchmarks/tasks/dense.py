"""Networks of dense layers, for every peer: T1 to T4, and the points of scaling.py."""

import numpy as np

from tasks.task import Task


class DenseTask(Task):
    def __init__(self, name, what, dims, hidden, loss, data, optimizer="adam", rate=1e-3, batch=32, check=1, scan=1, **more):
        self.name, self.what, self.dims, self.hidden, self.loss = name, what, dims, hidden, loss
        self.optimizer, self.rate, self.batch, self.check, self.scan = optimizer, rate, batch, check, scan
        self.data = data
        self.settings = dict(dims=dims, hidden=hidden)
        for key, value in more.items():
            setattr(self, key, value)

    def weights(self):
        random = np.random.RandomState(1)
        weights = []
        for inputs, units in zip(self.dims, self.dims[1:]):
            limit = inputs**-0.5
            weights.append(random.uniform(-limit, limit, (inputs, units)).astype(np.float32))
            weights.append(random.uniform(-limit, limit, (units,)).astype(np.float32))
        return weights

    def torch(self, weights):
        import torch
        import torch.nn.functional as F
        from torch import nn

        layers = []
        last = len(self.dims) - 2
        for index, (inputs, units) in enumerate(zip(self.dims, self.dims[1:])):
            linear = nn.Linear(inputs, units)
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(weights[2 * index].T.copy()))
                linear.bias.copy_(torch.from_numpy(weights[2 * index + 1]))
            layers.append(linear)
            if index < last:
                layers.append(nn.Tanh() if self.hidden == "tanh" else nn.ReLU())
        if self.loss == "bce":
            layers.append(nn.Sigmoid())
        loss = {"bce": F.binary_cross_entropy, "ce": F.cross_entropy, "mse": F.mse_loss}[self.loss]
        return nn.Sequential(*layers), loss

    def jax(self, weights):
        import jax
        import jax.numpy as jnp

        act = jnp.tanh if self.hidden == "tanh" else jax.nn.relu

        def loss(p, x, y):
            h = x
            for i in range(0, len(p), 2):
                h = h @ p[i] + p[i + 1]
                if i + 2 < len(p):
                    h = act(h)
            if self.loss == "bce":
                o = jax.nn.sigmoid(h)
                return -jnp.mean(y * jnp.log(o) + (1 - y) * jnp.log(1 - o))
            if self.loss == "ce":
                return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(h), y[:, None], -1))
            return jnp.mean((h - y) ** 2)

        return [jnp.array(w) for w in weights], loss

    def tensorflow(self, weights):
        """(variables, loss of (variables, x, y))."""
        import tensorflow as tf

        act = tf.tanh if self.hidden == "tanh" else tf.nn.relu

        def loss(p, x, y):
            h = x
            for i in range(0, len(p), 2):
                h = h @ p[i] + p[i + 1]
                if i + 2 < len(p):
                    h = act(h)
            if self.loss == "bce":
                return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, h))
            if self.loss == "ce":
                return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, h))
            return tf.reduce_mean((h - y) ** 2)

        return [tf.Variable(w) for w in weights], loss

    def keras(self, weights):
        import keras

        last = len(self.dims) - 2
        end = {"bce": "sigmoid"}.get(self.loss)
        layers = [
            keras.layers.Dense(units, activation=self.hidden if index < last else end)
            for index, units in enumerate(self.dims[1:])]
        model = keras.Sequential([keras.Input((self.dims[0],)), *layers])
        model.set_weights(weights)
        losses = dict(
            bce="binary_crossentropy", mse="mse", ce=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        return model, losses[self.loss]

    def sklearn(self, epochs, shuffle):
        """An estimator that trains so many epochs; it draws its own initial weights."""
        from sklearn.neural_network import MLPClassifier, MLPRegressor

        kind = MLPRegressor if self.loss == "mse" else MLPClassifier
        return kind(
            hidden_layer_sizes=self.dims[1:-1], activation=self.hidden, solver=self.optimizer, alpha=0,
            batch_size=self.batch, learning_rate_init=self.rate, max_iter=epochs, shuffle=shuffle, momentum=0,
            n_iter_no_change=10**9, tol=0, random_state=1)
