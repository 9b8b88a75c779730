"""Digits by convolution."""

import torch
from torch import nn

from models.networks import Classifier


class CNNDigits(Classifier):
    name = "cnn-digits"
    data = "digits, 1,438"
    training = "20 epochs, batch 32, Adam 0.002, cosine"
    epochs, rate = 20, 2e-3

    def is_good(self, metric):
        return metric > 0.98

    def network(self):
        return nn.Sequential(
            nn.Unflatten(1, (1, 8)), nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(32, eps=1e-3),
            nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25), nn.Flatten(),
            nn.Linear(512, 64), nn.ReLU(), nn.Dropout(0.4), nn.Linear(64, 10))

    def schedule(self, optimizer, steps):
        return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)


recipe = CNNDigits()
