"""Makes the ONNX files that PyTorch wrote: python make_onnx_fixtures.py (needs torch, onnx, onnxscript, onnxruntime).

torch_NAME.onnx comes from the exporter that traces (`dynamo=False`), dynamo_NAME.onnx from the one that torch.onnx.export uses by
itself since PyTorch 2.9; torch_onnx.npz holds inputs and outputs.
"""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn


class LSTM(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.LSTM(3, 4, batch_first=True)
        self.head = nn.Linear(4, 2)

    def forward(self, x):
        return self.head(self.layer(x)[0])


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 3, 3, padding=1)
        self.second = nn.Conv2d(3, 3, 3, padding=1)
        self.norm = nn.BatchNorm2d(3)

    def forward(self, x):
        return torch.relu(x + self.norm(self.second(torch.relu(self.first(x)))))


class LastStep(nn.Module):
    """A recurrent layer in one direction or both, and a head on its last step."""

    def __init__(self, kind, bidirectional):
        super().__init__()
        self.layer = kind(3, 4, batch_first=True, bidirectional=bidirectional)
        self.head = nn.Linear(8 if bidirectional else 4, 2)

    def forward(self, x):
        return self.head(self.layer(x)[0][:, -1])


class States(nn.Module):
    """Both layers' last states of a stack, side by side."""

    def __init__(self):
        super().__init__()
        self.layer = nn.LSTM(3, 4, batch_first=True, num_layers=2)

    def forward(self, x):
        h, c = self.layer(x)[1]
        return torch.cat([h[-1], c[-1], h[0]], dim=1)


class SelfAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, x):
        return self.attention(x, x, x, need_weights=False)[0]


class CrossAttention(nn.Module):
    """The second half of a sequence asks the first."""

    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 4, batch_first=True)

    def forward(self, x):
        return self.attention(x[:, 3:], x[:, :3], x[:, :3], need_weights=False)[0]


class Encoder(nn.Module):
    """A small BERT for classification."""

    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(11, 8)
        self.blocks = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 12, batch_first=True), 2)
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        return self.head(self.blocks(self.tokens(x)).mean(1))


class GPT(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(11, 8)
        self.places = nn.Parameter(torch.randn(6, 8))
        self.block = nn.TransformerEncoderLayer(8, 2, 12, batch_first=True, norm_first=True, activation="gelu")
        self.head = nn.Linear(8, 11)

    def forward(self, x):
        mask = nn.Transformer.generate_square_subsequent_mask(6)
        return self.head(self.block(self.tokens(x) + self.places, src_mask=mask, is_causal=True))


MODELS = {
    "mlp": (nn.Sequential(nn.Linear(4, 6), nn.GELU(), nn.LayerNorm(6), nn.Linear(6, 3), nn.Softmax(dim=1)), (2, 4)),
    "cnn": (
        nn.Sequential(
            nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3, stride=2, padding=1),
            nn.BatchNorm2d(6), nn.SiLU(), nn.Flatten(), nn.Dropout(), nn.Linear(24, 3),
        ),
        (2, 1, 8, 8),
    ),
    "lstm": (LSTM(), (2, 5, 3)),
    "deconvolution": (
        nn.Sequential(
            nn.ConvTranspose2d(2, 3, 3, stride=2, padding=1, output_padding=1), nn.LeakyReLU(0.1),
            nn.AvgPool2d(2, padding=1), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        ),
        (2, 2, 4, 4),
    ),
    "residual": (Residual(), (2, 3, 5, 5)),
    "bidirectional": (LastStep(nn.LSTM, True), (2, 5, 3)),
    "gru": (LastStep(nn.GRU, False), (2, 5, 3)),
    "states": (States(), (2, 5, 3)),
    "attention": (SelfAttention(), (2, 5, 8)),
    "upsampling": (
        nn.Sequential(nn.ZeroPad2d((1, 0, 2, 1)), nn.Conv2d(2, 4, 3), nn.Upsample(scale_factor=2), nn.PReLU(4)), (2, 2, 4, 4),
    ),
}

# The weights are drawn again: they are others than those of the files above.
DYNAMO = {
    "mlp": (nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Dropout(), nn.Linear(6, 3), nn.Softmax(dim=1)), (2, 4)),
    "cnn": (
        nn.Sequential(
            nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64, 3)
        ),
        (2, 1, 8, 8),
    ),
    "lstm": (LSTM(), (2, 5, 3)),
    "bidirectional": (LastStep(nn.GRU, True), (2, 5, 3)),
    "states": (States(), (2, 5, 3)),
    "attention": (SelfAttention(), (2, 5, 8)),
    "cross_attention": (CrossAttention(), (2, 8, 8)),
    "encoder_layer": (nn.TransformerEncoderLayer(8, 2, 12, batch_first=True), (2, 5, 8)),
    "encoder": (Encoder(), None),
    "gpt": (GPT(), None),
    "normalizations": (
        nn.Sequential(nn.Conv2d(2, 6, 3), nn.GroupNorm(3, 6), nn.GELU(), nn.AdaptiveAvgPool2d(1), nn.Flatten()), (2, 2, 5, 5),
    ),
}


def drawn(model):
    """Biases and statistics begin with zeros and ones, in which a mistake would not show."""
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if value.is_floating_point():
                value.copy_(torch.rand_like(value) + 0.5 if name.endswith("running_var") else torch.randn_like(value) * 0.4)
    return model.eval()


def main():
    folder = Path(__file__).parent
    torch.manual_seed(2)
    arrays = {}
    cases = [("torch_" + name, *case) for name, case in MODELS.items()] + [("dynamo_" + name, *case) for name, case in DYNAMO.items()]
    for name, model, shape in cases:
        drawn(model)
        x = torch.randint(0, 11, (2, 6)) if shape is None else torch.randn(shape)
        path = folder / f"{name}.onnx"
        if name.startswith("torch_"):
            torch.onnx.export(
                model, (x,), path, input_names=["x"], output_names=["y"], dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}},
                opset_version=17, dynamo=False,
            )
        else:
            torch.onnx.export(
                model, (x,), path, input_names=["x"], output_names=["y"], dynamic_shapes=({0: torch.export.Dim("batch")},),
                dynamo=True, external_data=False, verbose=False,
            )
            strip(path)
        arrays[name + ".x"] = x.numpy().astype(np.float32)
        arrays[name + ".y"] = onnxruntime.InferenceSession(path).run(None, {"x": x.numpy()})[0]
    np.savez_compressed(folder / "torch_onnx.npz", **arrays)


def strip(path):
    """Without the places in Python sources that the exporter notes, which name folders of the machine."""
    model = onnx.load(path)
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    for value in [*model.graph.input, *model.graph.output, *model.graph.value_info, *model.graph.initializer]:
        del value.metadata_props[:]
    del model.graph.value_info[:]
    del model.graph.metadata_props[:]
    del model.metadata_props[:]
    onnx.save(model, path)


if __name__ == "__main__":
    main()
