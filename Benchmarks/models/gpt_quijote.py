"""A GPT of two blocks that reads Don Quijote character by character."""

import torch
from torch import nn
from torch.nn import functional as F

from models.recipe import Recipe, batches
from models.transformer import Transformer


class GPT(Transformer):
    def __init__(self, words):
        super().__init__(words, 64, dropout=0.05)
        self.norm = nn.LayerNorm(64)

    def forward(self, tokens):
        x = self.dropout(self.embedded(tokens))
        for block in self.blocks:
            x = block(x)
        return self.norm(x) @ self.tokens.weight.T


class GPTQuijote(Recipe):
    name = "gpt-quijote"
    data = "Don Quijote, 28,106 characters"
    training = "10 epochs, batch 64, Adam 0.003"
    metric = "nats a character (bigrams 2.24)"

    def is_good(self, metric):
        return metric < 1.95

    def train(self, arrays):
        x, y = arrays["x"].long(), arrays["y"].long()
        model = GPT(69)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.003, fused=True)
        for _ in range(10):
            for rows in batches(len(x), 64):
                optimizer.zero_grad()
                F.cross_entropy(model(x[rows]).flatten(0, 1), y[rows].flatten()).backward()
                optimizer.step()
        return model.eval()

    def measure(self, model, arrays):
        scores = model(arrays["test_x"].long())
        return F.cross_entropy(scores.flatten(0, 1), arrays["test_y"].long().flatten())


recipe = GPTQuijote()
