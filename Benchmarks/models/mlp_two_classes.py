"""A circle inside of another."""

from torch import nn

from models.networks import NetworkRecipe


class MLPTwoClasses(NetworkRecipe):
    name = "mlp-two-classes"
    data = "circles, 350 points"
    training = "60 epochs, batch 32, Adam 0.01"
    metric = "accuracy"
    epochs, rate = 60, 0.01

    def is_good(self, metric):
        return metric > 0.97

    def network(self):
        return nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1), nn.Flatten(0))

    def loss(self, answers, targets):
        return nn.functional.binary_cross_entropy_with_logits(answers, targets)

    def measure(self, model, arrays):
        return ((model(arrays["test_x"]) > 0) == (arrays["test_y"] > 0.5)).float().mean()


recipe = MLPTwoClasses()
