"""A GPT of two blocks that reads Don Quijote character by character."""

from torch import nn

from models.reading import ReadingRecipe
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


class GPTQuijote(ReadingRecipe):
    name = "gpt-quijote"
    training = "10 epochs, batch 64, Adam 0.003"

    def is_good(self, metric):
        return metric < 1.95

    def network(self, characters):
        return GPT(characters)


recipe = GPTQuijote()
