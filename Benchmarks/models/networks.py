"""What the recipes of feed-forward networks share."""

import torch
from torch import nn

from models.recipe import Recipe, batches


class NetworkRecipe(Recipe):
    """A network with one loss, trained by Adam."""

    epochs = 10
    batch = 32
    rate = 1e-3

    def network(self):
        raise NotImplementedError

    def targets(self, arrays):
        return arrays["y"]

    def loss(self, answers, targets):
        return nn.functional.mse_loss(answers, targets)

    def schedule(self, optimizer, steps):
        return None

    def train(self, arrays):
        x, y = arrays["x"], self.targets(arrays)
        model = self.network()
        optimizer = torch.optim.Adam(model.parameters(), lr=self.rate, fused=True)
        steps = -(-len(x) // self.batch) * self.epochs
        schedule = self.schedule(optimizer, steps)
        for _ in range(self.epochs):
            for rows in batches(len(x), self.batch):
                optimizer.zero_grad()
                self.loss(model(x[rows]), y[rows]).backward()
                optimizer.step()
                if schedule:
                    schedule.step()
        return model.eval()


class Classifier(NetworkRecipe):
    metric = "accuracy"

    def targets(self, arrays):
        return arrays["y"].flatten().long()

    def loss(self, answers, targets):
        return nn.functional.cross_entropy(answers, targets)

    def measure(self, model, arrays):
        return (model(arrays["test_x"]).argmax(1) == arrays["test_y"].flatten().long()).float().mean()
