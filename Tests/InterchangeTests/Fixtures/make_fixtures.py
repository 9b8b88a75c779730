"""Makes the PyTorch files of this folder: python make_fixtures.py (needs torch, safetensors, numpy).

For each case NAME.safetensors holds the state_dict, and cases.npz inputs and outputs, channels last as Cuaderno has them.
"""

from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn


class Recurrent(nn.Module):
    """A recurrent layer's last or every step, under its own names."""

    def __init__(self, kind, *sizes, **options):
        super().__init__()
        self.layer = kind(*sizes, batch_first=True, **options)

    def forward(self, x):
        return self.layer(x)[0]


class SelfAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, x):
        return self.layer(x, x, x, need_weights=False)[0]


class Separable(nn.Module):
    def __init__(self):
        super().__init__()
        self.depthwise = nn.Conv2d(3, 6, 3, groups=3, bias=False)
        self.pointwise = nn.Conv2d(6, 5, 1)

    def forward(self, x):
        return self.pointwise(self.depthwise(x))


def channels(x, last):
    """Between PyTorch's channels first and channels last."""
    if x.ndim < 3:
        return x
    return x.movedim(1, -1) if last else x.movedim(-1, 1)


def cases():
    picture, sequence, steps = (2, 6, 7, 3), (2, 9, 3), (2, 5, 8)
    yield "dense", nn.Sequential(nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, 3), nn.Softmax(dim=1)), (4, 5), False
    yield "conv1d", nn.Sequential(nn.Conv1d(3, 4, 3, stride=2)), sequence, True
    yield "conv2d", nn.Sequential(nn.Conv2d(3, 4, (3, 2)), nn.ReLU(), nn.Conv2d(4, 6, 2, groups=2, bias=False)), picture, True
    yield "depthwise", nn.Sequential(nn.Conv2d(3, 6, 3, groups=3)), picture, True
    yield "separable", nn.Sequential(Separable()), picture, True
    yield "conv1d_transposed", nn.Sequential(nn.ConvTranspose1d(3, 4, 3, stride=2)), sequence, True
    yield "conv2d_transposed", nn.Sequential(nn.ConvTranspose2d(3, 4, (3, 2), stride=2)), picture, True
    yield "batch_normalization", nn.Sequential(nn.BatchNorm2d(3)), picture, True
    yield "layer_normalization", nn.Sequential(nn.LayerNorm(8)), steps, False
    yield "group_normalization", nn.Sequential(nn.GroupNorm(3, 6)), (2, 4, 4, 6), True
    yield "rms_normalization", nn.Sequential(nn.RMSNorm(8, eps=1e-6)), steps, False
    yield "prelu", nn.Sequential(nn.PReLU(3)), picture, True
    yield "embedding", nn.Sequential(nn.Embedding(11, 4)), None, False
    yield "simple_rnn", Recurrent(nn.RNN, 8, 3), steps, False
    yield "lstm", Recurrent(nn.LSTM, 8, 3), steps, False
    yield "gru", Recurrent(nn.GRU, 8, 3), steps, False
    yield "gru_without_bias", Recurrent(nn.GRU, 8, 3, bias=False), steps, False
    yield "bidirectional_gru", Recurrent(nn.GRU, 8, 3, bidirectional=True), steps, False
    yield "bidirectional_lstm", Recurrent(nn.LSTM, 8, 3, bidirectional=True), steps, False
    yield "attention", SelfAttention(), steps, False
    yield "transformer", nn.TransformerEncoderLayer(8, 2, 12, batch_first=True, dropout=0), steps, False
    yield (
        "transformer_normalize_first",
        nn.TransformerEncoderLayer(8, 2, 12, batch_first=True, dropout=0, activation="gelu", norm_first=True),
        steps,
        False,
    )
    # Names with a place of two digits, and activations that count.
    deep = [layer for _ in range(6) for layer in (nn.Linear(4, 4), nn.Tanh())]
    yield "twelve_modules", nn.Sequential(*deep), (3, 4), False


def main():
    folder = Path(__file__).parent
    torch.manual_seed(1)
    arrays = {}
    for name, module, shape, is_picture in cases():
        module.eval()
        with torch.no_grad():
            for key, value in module.state_dict().items():
                if value.is_floating_point():
                    value.copy_(torch.rand_like(value) + 0.5 if key.endswith("running_var") else torch.randn_like(value) * 0.4)
            x = torch.randint(0, 11, (3, 6)) if shape is None else torch.randn(shape)
            y = module(channels(x, last=False) if is_picture else x)
            y = channels(y, last=True) if is_picture else y
        save_file({key: value.contiguous() for key, value in module.state_dict().items()}, folder / f"{name}.safetensors")
        arrays[name + ".x"] = x.numpy().astype(np.float32)
        arrays[name + ".y"] = y.numpy()
    types = {
        "f64": torch.arange(6, dtype=torch.float64).reshape(2, 3) / 2,
        "f16": torch.arange(6, dtype=torch.float16) / 2,
        "bf16": torch.arange(6).to(torch.bfloat16) / 2,
        "i64": torch.arange(6),
        "u8": torch.arange(6, dtype=torch.uint8),
        "bool": torch.arange(6) % 2 == 1,
    }
    save_file(types, folder / "types.safetensors", metadata={"größe": 'a "b"\n'})
    np.savez(folder / "cases.npz", **arrays)


if __name__ == "__main__":
    main()
