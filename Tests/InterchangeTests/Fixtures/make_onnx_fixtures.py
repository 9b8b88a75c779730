"""Makes the ONNX files that PyTorch wrote: python make_onnx_fixtures.py (needs torch, onnx, onnxruntime)."""

from pathlib import Path

import numpy as np
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
}


def main():
    folder = Path(__file__).parent
    torch.manual_seed(2)
    arrays = {}
    for name, (model, shape) in MODELS.items():
        model.eval()
        x = torch.randn(shape)
        path = folder / f"torch_{name}.onnx"
        torch.onnx.export(
            model, (x,), path, input_names=["x"], output_names=["y"], dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}},
            opset_version=17, dynamo=False,
        )
        arrays[name + ".x"] = x.numpy()
        arrays[name + ".y"] = onnxruntime.InferenceSession(path).run(None, {"x": x.numpy()})[0]
    np.savez(folder / "torch_onnx.npz", **arrays)


if __name__ == "__main__":
    main()
