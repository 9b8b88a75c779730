"""A slanted cloud of points, made of noise."""

import torch
from torch import nn

from models.games import play
from models.recipe import Recipe


class GANPoints(Recipe):
    name = "gan-points"
    data = "a normal distribution, 2,000 points"
    training = "60 epochs, batch 100, Adam 0.001"
    metric = "distance of the means"

    def is_good(self, metric):
        return metric < 0.15

    def train(self, arrays):
        generator = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 2))
        discriminator = nn.Sequential(
            nn.Linear(2, 32), nn.LeakyReLU(0.2), nn.Linear(32, 32), nn.LeakyReLU(0.2), nn.Linear(32, 1))
        return play(generator, discriminator, arrays["x"], 4, epochs=60, batch=100, decays=True)

    def measure(self, model, arrays):
        return (model(torch.randn(4000, 4)).mean(0) - arrays["x"].mean(0)).abs().max()


recipe = GANPoints()
