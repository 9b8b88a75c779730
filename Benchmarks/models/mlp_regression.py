"""A curve with two bends, through noise."""

from torch import nn

from models.networks import NetworkRecipe


class MLPRegression(NetworkRecipe):
    name = "mlp-regression"
    data = "sin 2x + 0.3x + noise, 240 points"
    training = "200 epochs, batch 32, Adam 0.01"
    metric = "root mean squared error (noise 0.1)"
    epochs, rate = 200, 0.01

    def is_good(self, metric):
        return metric < 0.15

    def network(self):
        return nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1))

    def measure(self, model, arrays):
        return (model(arrays["test_x"]) - arrays["test_y"]).square().mean().sqrt()


recipe = MLPRegression()
