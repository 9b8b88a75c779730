"""Digits as a plane of normal distributions."""

import torch
from torch import nn

from models.recipe import Recipe, batches


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 4))
        self.decoder = nn.Sequential(
            nn.Linear(2, 64), nn.ReLU(), nn.Linear(64, 64), nn.Sigmoid(), nn.Unflatten(1, (8, 8)))

    def loss(self, x):
        mean, log_variance = self.encoder(x).chunk(2, dim=1)
        z = mean + (0.5 * log_variance).exp() * torch.randn_like(mean)
        error = nn.functional.binary_cross_entropy(self.decoder(z), x, reduction="sum") / len(x)
        return error + 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum(1).mean()


class VAE(Recipe):
    name = "vae"
    data = "digits, 1,438"
    training = "60 epochs, batch 64, Adam 0.003"
    metric = "-ELBO of a digit"

    def is_good(self, metric):
        return metric < 27

    def train(self, arrays):
        x = arrays["x"]
        model = Model()
        optimizer = torch.optim.Adam(model.parameters(), lr=3e-3, fused=True)
        for _ in range(60):
            for rows in batches(len(x), 64):
                optimizer.zero_grad()
                model.loss(x[rows]).backward()
                optimizer.step()
        return model

    def measure(self, model, arrays):
        return model.loss(arrays["test_x"])


recipe = VAE()
