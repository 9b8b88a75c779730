"""A map of the digits, by the batch rule, in tensor operations."""

import torch

from models.recipe import Recipe


class SOM(Recipe):
    name = "som"
    data = "digits, 1,438"
    training = "10 x 10 units, 40 epochs, batch rule"
    metric = "quantization error"

    def is_good(self, metric):
        return metric < 1.6

    def train(self, arrays):
        x = arrays["x"].flatten(1)
        weights = x[torch.randint(len(x), (100,))].clone()
        places = torch.stack([torch.arange(100) // 10, torch.arange(100) % 10], 1).float()
        squares = torch.cdist(places, places).square()
        for epoch in range(40):
            radius = 5 * (0.5 / 5) ** (epoch / 39)
            near = (-squares / (2 * radius * radius)).exp()
            winners = torch.cdist(x, weights).argmin(1)
            pull = near[winners]
            sums = pull.sum(0)
            weights = torch.where(sums[:, None] > 1e-6, pull.T @ x / sums[:, None], weights)
        return weights

    def measure(self, weights, arrays):
        return torch.cdist(arrays["test_x"].flatten(1), weights).min(1).values.mean()


recipe = SOM()
