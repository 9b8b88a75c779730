"""An LSTM that reads Don Quijote character by character."""

from torch import nn

from models.reading import ReadingRecipe


class Model(nn.Module):
    def __init__(self, characters):
        super().__init__()
        self.embedding = nn.Embedding(characters, 32)
        self.lstm = nn.LSTM(32, 128, batch_first=True)
        self.dropout = nn.Dropout(0.2)
        self.dense = nn.Linear(128, characters)

    def forward(self, x):
        return self.dense(self.dropout(self.lstm(self.embedding(x))[0]))


class LSTMQuijote(ReadingRecipe):
    name = "lstm-quijote"
    training = "10 epochs, batch 32, Adam 0.005"
    batch = 32
    rate = 0.005

    def is_good(self, metric):
        return metric < 1.9

    def network(self, characters):
        return Model(characters)


recipe = LSTMQuijote()
