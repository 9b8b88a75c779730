"""Writes the answers of PyTorch, and of Keras where PyTorch has no such thing, that the tests of activations, losses,
optimizers, schedules and metrics compare with: python make_training_fixtures.py [name …]

Functions are computed in float64 from float32 inputs, so that they are exact to float32's precision; optimizers run in
float32, as a user runs them. Needs torch, keras (on its torch backend), numpy and scikit-learn; the seed fixes every number.
"""

import json
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "torch"
import keras  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402

SEED = 20240611
HERE = pathlib.Path(__file__).parent


def numbers(tensor):
    """Ten digits: three more than float32 has."""
    return [float(f"{float(value):.10g}") for value in tensor.detach().to(torch.float64).reshape(-1)]


def derivative(function, x32):
    x = x32.to(torch.float64).requires_grad_()
    y = function(x)
    (gradient,) = torch.autograd.grad(y.sum(), x)
    return y, gradient


def training_activations():
    """`function` is the name, `numbers` what it is given; every point is off the kinks, where any slope would do."""
    x32 = torch.cat([torch.linspace(-12.03, 12.01, 61), torch.linspace(-1.9, 1.7, 41),
                     torch.tensor([1e-6, -1e-6, 1e-3, -1e-3, 30.0, -30.0])])
    a = keras.activations
    functions = [
        ("identity", [], lambda x: x * 1), ("tanh", [], torch.tanh), ("sigmoid", [], torch.sigmoid), ("relu", [], F.relu),
        ("relu6", [], F.relu6), ("leakyRelu", [], lambda x: F.leaky_relu(x, 0.2)),
        ("leakyRelu", [0.01], lambda x: F.leaky_relu(x, 0.01)), ("elu", [], F.elu), ("elu", [0.7], lambda x: F.elu(x, 0.7)),
        ("celu", [], F.celu), ("celu", [2.5], lambda x: F.celu(x, 2.5)), ("selu", [], F.selu), ("gelu", [], F.gelu),
        ("geluTanh", [], lambda x: F.gelu(x, approximate="tanh")), ("silu", [], F.silu), ("mish", [], F.mish),
        ("softplus", [], lambda x: F.softplus(x, threshold=60)), ("softsign", [], F.softsign),
        ("exponential", [], torch.exp), ("logSigmoid", [], F.logsigmoid), ("hardSigmoid", [], F.hardsigmoid),
        ("hardSilu", [], F.hardswish), ("hardTanh", [], F.hardtanh), ("hardShrink", [], F.hardshrink),
        ("hardShrink", [1.25], lambda x: F.hardshrink(x, 1.25)), ("softShrink", [], F.softshrink),
        ("softShrink", [1.25], lambda x: F.softshrink(x, 1.25)), ("tanhShrink", [], F.tanhshrink),
        ("squareplus", [], a.squareplus), ("squareplus", [0.5], lambda x: a.squareplus(x, b=0.5)),
        ("sparsePlus", [], a.sparse_plus), ("sparseSigmoid", [], a.sparse_sigmoid),
        ("threshold", [0.3, -2.0], lambda x: F.threshold(x, 0.3, -2.0)),
        ("relu", [0.0, 2.0, 0.0], lambda x: a.relu(x, max_value=2.0)),
        ("relu", [0.1, 3.0, 0.5], lambda x: a.relu(x, negative_slope=0.1, max_value=3.0, threshold=0.5)),
        ("relu", [0.25, 0.0, 1.5], lambda x: a.relu(x, negative_slope=0.25, threshold=1.5)),
    ]
    cases = []
    for name, given, function in functions:
        y, slope = derivative(function, x32)
        cases.append({"function": name, "numbers": given, "y": numbers(y), "derivative": numbers(slope)})
    return {"x": numbers(x32), "cases": cases}


def sparsemax(x):
    """Martins and Astudillo (2016), algorithm 1."""
    ordered = x.sort(-1, descending=True).values
    total = ordered.cumsum(-1)
    place = torch.arange(1, x.shape[-1] + 1)
    size = (1 + place * ordered > total).sum(-1, keepdim=True)
    return (x - (total.gather(-1, size - 1) - 1) / size).clamp(min=0)


def row_activations():
    """Functions of rows, with the gradient of a weighted sum."""
    functions = {
        "softmax": lambda x: x.softmax(-1), "logSoftmax": lambda x: x.log_softmax(-1), "glu": lambda x: F.glu(x, -1),
        # Keras 3.15's own gives rows that do not add up to 1 on this backend.
        "sparsemax": sparsemax,
    }
    cases = []
    for rows, columns in [(1, 2), (5, 4), (3, 10), (9, 6), (2, 34), (4, 70)]:
        for name, function in functions.items():
            x32 = torch.randn(rows, columns) * (1 if name == "sparsemax" else 3)
            x = x32.double().requires_grad_()
            y = function(x)
            upstream = torch.randn(y.shape)
            (gradient,) = torch.autograd.grad((y * upstream.double()).sum(), x)
            cases.append({
                "function": name, "rows": rows, "columns": columns, "x": numbers(x32), "upstream": numbers(upstream),
                "y": numbers(y), "gradient": numbers(gradient)})
    return cases


def main():
    torch.set_num_threads(1)
    makers = [training_activations, row_activations]
    for make in makers:
        if len(sys.argv) > 1 and make.__name__ not in sys.argv[1:]:
            continue
        torch.manual_seed(SEED)
        path = HERE / f"{make.__name__}.json"
        path.write_text(json.dumps(make(), separators=(",", ":")) + "\n")
        print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
