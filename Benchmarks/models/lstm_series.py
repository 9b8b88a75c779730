"""An LSTM that forecasts the next month's passengers from the last two years."""

import torch
from torch import nn

from models.recipe import Recipe, batches


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 32, batch_first=True)
        self.dense = nn.Linear(32, 1)

    def forward(self, x):
        return self.dense(self.lstm(x)[0][:, -1])[:, 0]


class LSTMSeries(Recipe):
    name = "lstm-series"
    data = "airline passengers, 96 months"
    training = "200 epochs, batch 16, Adam 0.005"
    metric = "error / error of the last value"

    def is_good(self, metric):
        return metric < 0.5

    def train(self, arrays):
        x, y = arrays["x"], arrays["y"]
        model = Model()
        optimizer = torch.optim.Adam(model.parameters(), lr=0.005, fused=True)
        for _ in range(200):
            for rows in batches(len(x), 16):
                optimizer.zero_grad()
                nn.functional.mse_loss(model(x[rows]), y[rows]).backward()
                optimizer.step()
        return model

    def measure(self, model, arrays):
        # The targets are differences from the last value, so that the last value forecasts 0.
        y = arrays["test_y"]
        return ((model(arrays["test_x"]) - y).square().mean() / y.square().mean()).sqrt()


recipe = LSTMSeries()
