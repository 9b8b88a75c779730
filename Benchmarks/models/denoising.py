"""Digits out of noise."""

import torch
from torch import nn

from models.networks import NetworkRecipe


class Noise(nn.Module):
    def forward(self, x):
        return x + 0.3 * torch.randn_like(x) if self.training else x


class Denoising(NetworkRecipe):
    name = "denoising"
    data = "digits, 1,438"
    training = "40 epochs, batch 64, Adam 0.003"
    metric = "mean squared error (noise 0.09)"
    epochs, batch, rate = 40, 64, 3e-3

    def is_good(self, metric):
        return metric < 0.0315

    def targets(self, arrays):
        return arrays["x"]

    def network(self):
        return nn.Sequential(
            Noise(), nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 24), nn.Linear(24, 64), nn.ReLU(),
            nn.Linear(64, 64), nn.Sigmoid(), nn.Unflatten(1, (8, 8)))

    def measure(self, model, arrays):
        return (model(arrays["disturbed"]) - arrays["test_x"]).square().mean()


recipe = Denoising()
