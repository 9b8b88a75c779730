"""Ten clusters of digits, by scikit-learn."""

import numpy as np
import torch
from sklearn.cluster import KMeans

from models.recipe import Recipe


class KMeansDigits(Recipe):
    name = "kmeans"
    data = "digits, 1,797"
    training = "10 clusters, 10 restarts (scikit-learn)"
    metric = "inertia of a digit"

    def is_good(self, metric):
        return metric < 2.56

    def train(self, arrays):
        # NumPy's generator is seeded by PyTorch's.
        seed = int(torch.randint(1 << 30, ()))
        return KMeans(10, n_init=10, random_state=seed).fit(arrays["x"].flatten(1).numpy().astype(np.float32))

    def measure(self, model, arrays):
        return model.inertia_ / len(arrays["x"])


recipe = KMeansDigits()
