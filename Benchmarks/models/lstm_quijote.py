"""An LSTM that reads Don Quijote character by character."""

import torch
from torch import nn
from torch.nn import functional as F

from models.recipe import Recipe, batches


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(69, 32)
        self.lstm = nn.LSTM(32, 128, batch_first=True)
        self.dropout = nn.Dropout(0.2)
        self.dense = nn.Linear(128, 69)

    def forward(self, x):
        return self.dense(self.dropout(self.lstm(self.embedding(x))[0]))


class LSTMQuijote(Recipe):
    name = "lstm-quijote"
    data = "Don Quijote, 28,106 characters"
    training = "10 epochs, batch 32, Adam 0.005"
    metric = "nats a character (bigrams 2.24)"

    def is_good(self, metric):
        return metric < 1.9

    def train(self, arrays):
        x, y = arrays["x"].long(), arrays["y"].long()
        model = Model()
        optimizer = torch.optim.Adam(model.parameters(), lr=0.005, fused=True)
        for _ in range(10):
            for rows in batches(len(x), 32):
                optimizer.zero_grad()
                F.cross_entropy(model(x[rows]).flatten(0, 1), y[rows].flatten()).backward()
                optimizer.step()
        return model.eval()

    def measure(self, model, arrays):
        scores = model(arrays["test_x"].long())
        return F.cross_entropy(scores.flatten(0, 1), arrays["test_y"].long().flatten())


recipe = LSTMQuijote()
