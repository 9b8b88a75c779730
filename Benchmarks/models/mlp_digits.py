"""Digits by dense layers: many classes."""

from torch import nn

from models.networks import Classifier


class MLPDigits(Classifier):
    name = "mlp-digits"
    data = "digits, 1,438"
    training = "25 epochs, batch 32, Adam 0.003"
    epochs, rate = 25, 0.003

    def is_good(self, metric):
        return metric > 0.96

    def network(self):
        return nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))


recipe = MLPDigits()
