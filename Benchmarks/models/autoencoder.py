"""Digits through eight numbers and back."""

from torch import nn

from models.networks import NetworkRecipe


class Autoencoder(NetworkRecipe):
    name = "autoencoder"
    data = "digits, 1,438"
    training = "60 epochs, batch 64, Adam 0.003"
    metric = "mean squared error"
    epochs, batch, rate = 60, 64, 3e-3

    def is_good(self, metric):
        return metric < 0.025

    def targets(self, arrays):
        return arrays["x"]

    def network(self):
        return nn.Sequential(
            nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 8), nn.Linear(8, 64), nn.ReLU(),
            nn.Linear(64, 64), nn.Sigmoid(), nn.Unflatten(1, (8, 8)))

    def measure(self, model, arrays):
        return (model(arrays["test_x"]) - arrays["test_x"]).square().mean()


recipe = Autoencoder()
