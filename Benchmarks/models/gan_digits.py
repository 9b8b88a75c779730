"""Digits, made of noise."""

import torch
from torch import nn

from models.games import play
from models.recipe import Recipe, batches


class GANDigits(Recipe):
    name = "gan-digits"
    data = "digits, 1,797"
    training = "60 epochs, batch 64, Adam 0.001"
    metric = "a classifier's confidence"

    def is_good(self, metric):
        return metric > 0.8

    def train(self, arrays):
        generator = nn.Sequential(
            nn.Linear(16, 128), nn.ReLU(), nn.BatchNorm1d(128, eps=1e-3), nn.Linear(128, 128), nn.ReLU(),
            nn.BatchNorm1d(128, eps=1e-3), nn.Linear(128, 64), nn.Sigmoid(), nn.Unflatten(1, (8, 8)))
        discriminator = nn.Sequential(
            nn.Flatten(), nn.Linear(64, 128), nn.LeakyReLU(0.2), nn.Dropout(0.3), nn.Linear(128, 64),
            nn.LeakyReLU(0.2), nn.Dropout(0.3), nn.Linear(64, 1))
        return play(generator, discriminator, arrays["x"], 16, epochs=60, batch=64, smoothing=0.1)

    def measure(self, model, arrays):
        x, y = arrays["x"], arrays["y"].flatten().long()
        judge = nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
        optimizer = torch.optim.Adam(judge.parameters(), lr=3e-3)
        with torch.enable_grad():
            for _ in range(15):
                for rows in batches(len(x), 32):
                    optimizer.zero_grad()
                    nn.functional.cross_entropy(judge(x[rows]), y[rows]).backward()
                    optimizer.step()
        return judge(model(torch.randn(500, 16))).softmax(1).max(1).values.mean()


recipe = GANDigits()
