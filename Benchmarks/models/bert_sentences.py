"""A BERT of two blocks that guesses hidden words; then a dense layer that tells the subjects of sentences by its embedding,
from five labelled sentences of each."""

import torch
from torch import nn
from torch.nn import functional as F

from models.recipe import Recipe, batches
from models.transformer import Transformer


class BERT(Transformer):
    def __init__(self, words):
        super().__init__(words, 40, causal=False)
        self.norm = nn.LayerNorm(64)
        self.head, self.head_norm = nn.Linear(64, 64), nn.LayerNorm(64)
        self.bias = nn.Parameter(torch.zeros(words))

    def steps(self, tokens):
        # Nobody looks at padding.
        mask = (tokens != 0)[:, None, None, :]
        x = self.dropout(self.norm(self.embedded(tokens)))
        for block in self.blocks:
            x = block(x, mask)
        return x

    def forward(self, tokens):
        return self.head_norm(F.gelu(self.head(self.steps(tokens)))) @ self.tokens.weight.T + self.bias

    def embedding(self, tokens):
        weights = (tokens != 0).float()[..., None]
        return (self.steps(tokens) * weights).sum(1) / weights.sum(1)


class BERTSentences(Recipe):
    name = "bert-sentences"
    data = "160 sentences, 20 of them labelled"
    training = "10 epochs, batch 32, Adam 0.001"
    metric = "accuracy on 40 others (majority 0.25)"

    def is_good(self, metric):
        return metric >= 0.8

    def train(self, arrays):
        x, y, chosen = arrays["x"].long(), arrays["y"].long(), arrays["w"] > 0
        model = BERT(int(max(x.max(), y.max())) + 1)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.001, fused=True)
        for _ in range(10):
            for rows in batches(len(x), 32):
                optimizer.zero_grad()
                scores = model(x[rows])
                F.cross_entropy(scores[chosen[rows]], y[rows][chosen[rows]]).backward()
                optimizer.step()
        model.eval()
        with torch.no_grad():
            few = model.embedding(arrays["few_x"].long())
        labels = arrays["few_y"].long()
        classifier = nn.Linear(64, 4)
        optimizer = torch.optim.Adam(classifier.parameters(), lr=0.01, fused=True)
        for _ in range(200):
            optimizer.zero_grad()
            F.cross_entropy(classifier(few), labels).backward()
            optimizer.step()
        return model, classifier

    def measure(self, trained, arrays):
        model, classifier = trained
        guesses = classifier(model.embedding(arrays["test_x"].long())).argmax(-1)
        return (guesses == arrays["test_y"].long()).float().mean()


recipe = BERTSentences()
