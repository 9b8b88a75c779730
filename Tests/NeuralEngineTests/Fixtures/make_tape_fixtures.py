"""Writes the PyTorch answers for tensor operations and their gradients (tape.json): python make_tape_fixtures.py

Each case is an operation on random inputs: its output y, the gradients of sum(v * y) for random weights v, and the gradients of
the sum of the squares of those gradients, which is a derivative of a derivative. Computed in float64 from float32 inputs and
written with nine digits, more than float32 has. Needs torch only; the seed fixes every number.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

SEED = 20240701
HERE = pathlib.Path(__file__).parent


def numbers(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().to(torch.float64).reshape(-1).tolist()]


def normal(*shape):
    return torch.randn(shape)


def positive(*shape):
    return torch.rand(shape) * 3 + 0.2


def apart(*shape):
    """Numbers that keep away from corners at 0 and from each other."""
    count = torch.Size(shape).numel()
    return ((torch.randperm(count) - count / 2 + 0.3) * (3.0 / count)).reshape(shape)


def signs(*shape):
    return torch.randint(0, 2, shape).float() * 2 - 1


def hot(rows, columns):
    return F.one_hot(torch.arange(rows) * 2 % columns, columns).double()


SHAPES = [(5,), (3, 4), (2, 3, 3)]
PAIRS = [((3, 4), (3, 4)), ((3, 4), (4,)), ((3, 1), (2, 1, 5)), ((4,), (2, 3, 1)), ((), (2, 3)), ((1, 3), (1, 1))]


def operations():
    """(name, function, list of input tuples)"""
    def one(draw, shapes=SHAPES):
        return [(draw(*shape),) for shape in shapes]

    def two(first, second, pairs=PAIRS):
        return [(first(*a), second(*b)) for a, b in pairs]

    yield "add", lambda a, b: a + b, two(normal, normal)
    yield "subtract", lambda a, b: a - b, two(normal, normal)
    yield "multiply", lambda a, b: a * b, two(normal, normal)
    yield "divide", lambda a, b: a / b, two(normal, positive)
    yield "maximum", torch.maximum, two(apart, normal)
    yield "minimum", torch.minimum, two(apart, normal)
    yield "tensorPower", torch.pow, two(positive, normal, PAIRS[:3])
    yield "scalars", lambda x: (2 * x + 1) / 3 - (1 - x) + 0.5 / x - (-x), one(positive)
    yield "power3", lambda x: x**3, one(normal)
    yield "powerMinus2", lambda x: x**-2, one(positive)
    yield "power0.7", lambda x: x**0.7, one(positive)
    yield "scalarToPower", lambda x: 1.7**x, [(normal(3, 4),)]
    yield "clampedByScalars", lambda x: torch.clamp(torch.clamp(x, min=-0.5), max=0.9), one(apart)
    yield "clip", lambda x: torch.clamp(x, -0.7, 0.8), one(apart)
    yield "select", lambda a, b: torch.where(a > 0.1, a * b, b), two(apart, normal, PAIRS[:4])
    for name, function, draw in [
        ("exp", torch.exp, normal), ("log", torch.log, positive), ("squareRoot", torch.sqrt, positive),
        ("squared", torch.square, normal), ("reciprocal", torch.reciprocal, positive), ("abs", torch.abs, apart),
        ("sin", lambda x: torch.sin(7 * x), normal), ("cos", lambda x: torch.cos(7 * x), normal), ("tan", torch.tan, apart),
        ("relu", F.relu, apart), ("sigmoid", torch.sigmoid, normal), ("tanh", torch.tanh, normal),
        ("leakyRelu", lambda x: F.leaky_relu(x, 0.2), apart), ("relu6", lambda x: F.relu6(4 * x), apart),
        ("elu", F.elu, apart), ("selu", F.selu, apart), ("softplus", F.softplus, normal), ("softsign", F.softsign, apart),
        ("silu", F.silu, normal), ("geluTanh", lambda x: F.gelu(x, approximate="tanh"), normal), ("gelu", F.gelu, normal),
        ("mish", F.mish, normal), ("logSigmoid", F.logsigmoid, normal), ("celu", lambda x: F.celu(x, 0.7), apart),
        ("exponential", torch.exp, normal), ("hardSigmoid", lambda x: torch.clamp(x / 3 + 0.5, 0, 1), apart),
    ]:
        yield name, function, one(draw)
    yield "softmax", lambda x: x.softmax(-1), one(normal)
    yield "softmax0", lambda x: x.softmax(0), one(normal)
    yield "logSoftmax", lambda x: x.log_softmax(-1), one(normal)
    yield "logSumExp", lambda x: torch.logsumexp(x, -1), one(normal)
    yield "logSumExp0", lambda x: torch.logsumexp(x, 0, keepdim=True), one(normal)
    yield "sum", lambda x: x.sum(), one(normal)
    yield "mean", lambda x: x.mean(), one(normal)
    yield "max", lambda x: x.amax(), one(apart)
    yield "min", lambda x: x.amin(), one(apart)
    deep = [(normal(2, 3, 4, 2),), (normal(1, 5, 1, 3),)]
    yield "sum1", lambda x: x.sum(1), deep
    yield "sum02kept", lambda x: x.sum((0, 2), keepdim=True), deep
    yield "mean-1", lambda x: x.mean(-1), deep
    yield "mean12", lambda x: x.mean((1, 2)), deep
    yield "max13", lambda x: x.amax((1, 3)), [(apart(2, 3, 4, 2),)]
    yield "min2kept", lambda x: x.amin(2, keepdim=True), [(apart(2, 3, 4, 2),)]
    yield "maxOfEqual", lambda x: x.round().amax(-1), [(normal(4, 6),)]
    yield "variance", lambda x: x.var(unbiased=False), one(normal)
    yield "variance1", lambda x: x.var(1, unbiased=True, keepdim=True), deep
    yield "deviation0", lambda x: x.std(0, unbiased=False), [(normal(5, 3),), (normal(4, 1, 2),)]
    yield "norm", lambda x: x.norm(), one(normal)
    yield "norm-1", lambda x: torch.linalg.vector_norm(x, 2, -1), one(normal)
    yield "norm1", lambda x: x.abs().sum(), one(apart)
    yield "norm3", lambda x: torch.linalg.vector_norm(x, 3, 0), one(apart)
    yield "normInfinity", lambda x: x.abs().amax(), one(apart)
    yield "cumulativeSum", lambda x: x.cumsum(-1), one(normal)
    yield "cumulativeSum0", lambda x: x.cumsum(0), one(normal)
    yield "transposed", lambda x: x.mT, [(normal(3, 5),), (normal(2, 4, 3),)]
    yield "order", lambda x: x.permute(2, 0, 3, 1), deep
    yield "reshaped", lambda x: x.reshape(-1, 2), [(normal(3, 4),)]
    yield "squeezed", lambda x: x.squeeze(1).unsqueeze(-1), [(normal(3, 1, 2),)]
    yield "broadcast", lambda x: x.broadcast_to(2, 4, 3), [(normal(4, 1),), (normal(3),), (normal(2, 1, 3),)]
    yield "slice", lambda x: x[1:3, :, 0] * x[0, 1, 1], [(normal(4, 2, 3),), (normal(3, 3, 2),)]
    yield "rows", lambda x: x[1:3], [(normal(4, 3),)]
    yield "gatheredRows", lambda x: x[[2, 0, 2, 1]], [(normal(3, 3),), (normal(4,),), (normal(3, 2, 9),)]
    yield "gatheredColumns", lambda x: x[:, [1, 1, 0]], [(normal(3, 2),), (normal(2, 3, 4),)]
    yield "picked", lambda x: x[[0, 1, 2], [1, 0, 1]], [(normal(3, 2),)]
    yield "replaced", lambda x: torch.cat([x[:1], x[1:2] * 0 + 5, x[2:]]), [(normal(4, 3),)]
    yield "concatenated", lambda a, b: torch.cat([a, b, a * b.sum()], 1), [(normal(2, 3), normal(2, 4)), (normal(3, 1, 2), normal(3, 2, 2))]
    yield "stacked", lambda a, b: torch.stack([a, b, a * b], -1), [(normal(2, 3), normal(2, 3))]
    yield "split", lambda x: x[:, 1:3] * x[:, 3:] - x[:, :1], [(normal(2, 5),)]
    yield "tiled", lambda x: x.tile(1, 3), [(normal(2, 3),)]
    yield "matmul", torch.matmul, [
        (normal(*a), normal(*b)) for a, b in [
            ((3, 4), (4, 5)), ((1, 1), (1, 1)), ((4,), (4, 3)), ((3, 4), (4,)), ((4,), (4,)), ((2, 3, 4), (4, 2)),
            ((2, 3, 4), (2, 4, 2)), ((2, 1, 2, 3), (3, 3, 2)), ((2, 3), (2, 3, 2)), ((3,), (2, 3, 2)), ((2, 2, 3), (3,)),
        ]]
    losses = [((3, 4), (3, 4)), ((7,), (7,)), ((5, 1), (5, 1))]
    yield "meanSquaredError", F.mse_loss, two(normal, normal, losses)
    yield "meanAbsoluteError", F.l1_loss, two(normal, normal, losses)
    yield "huberLoss", lambda y, t: F.huber_loss(y, t, delta=0.7), two(normal, normal, losses)
    yield "logCoshLoss", lambda y, t: torch.log(torch.cosh(y - t)).mean(), two(normal, normal, losses)
    yield "cosineDistance", lambda y, t: 1 - F.cosine_similarity(y, t, -1).mean(), two(normal, normal, losses[:2])
    yield "hingeLoss", lambda y, t: F.relu(1 - t * y).mean(), two(normal, signs, losses)
    yield "squaredHingeLoss", lambda y, t: F.relu(1 - t * y).square().mean(), two(normal, signs, losses)
    yield "perceptronLoss", lambda y, t: F.relu(-t * y).mean(), two(normal, signs, losses)
    yield "sigmoidCrossEntropy", lambda z, t: F.binary_cross_entropy_with_logits(3 * z, torch.sigmoid(t)), two(normal, normal, losses)
    yield "binaryCrossEntropy", lambda y, t: F.binary_cross_entropy(torch.sigmoid(y), torch.sigmoid(t)), two(normal, normal, losses)
    yield "softmaxCrossEntropy", lambda z: -(hot(*z.shape) * z.log_softmax(-1)).sum(-1).mean(), one(normal, [(1, 2), (4, 3), (3, 5)])
    yield "softLabels", lambda z, t: -(t.softmax(-1) * z.log_softmax(-1)).sum(-1).mean(), two(normal, normal, [((4, 3), (4, 3))])
    yield "categoricalCrossEntropy", lambda z: -(hot(*z.shape) * z.softmax(-1).log()).sum(-1).mean(), one(normal, [(4, 3)])
    yield "klDivergence", lambda y, t: (t.softmax(-1) * (t.log_softmax(-1) - y.log_softmax(-1))).sum(-1).mean(), two(normal, normal, [((4, 3), (4, 3))])


def main():
    torch.manual_seed(SEED)
    cases = []
    for name, function, drawn in operations():
        for inputs32 in drawn:
            inputs = [x.double().requires_grad_() for x in inputs32]
            y = function(*inputs)
            v32 = torch.randn(y.shape)
            first = torch.autograd.grad((v32.double() * y).sum(), inputs, create_graph=True, allow_unused=True)
            first = [g if g is not None else torch.zeros_like(x) for g, x in zip(first, inputs)]
            squares = sum(g.square().sum() for g in first)
            if squares.requires_grad:
                second = torch.autograd.grad(squares, inputs, allow_unused=True)
            else:
                second = [None] * len(inputs)
            # A zero that PyTorch has not laid out becomes one that can be read.
            second = [torch.zeros_like(x) + (0 if g is None else g) for g, x in zip(second, inputs)]
            cases.append(
                {
                    "name": name, "shapes": [list(x.shape) for x in inputs], "inputs": [numbers(x) for x in inputs32],
                    "shape": list(y.shape), "output": numbers(y), "weights": numbers(v32),
                    "gradients": [numbers(g) for g in first], "second": [numbers(g) for g in second],
                })
    path = HERE / "tape.json"
    path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
    print(path.name, len(cases), "cases", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
