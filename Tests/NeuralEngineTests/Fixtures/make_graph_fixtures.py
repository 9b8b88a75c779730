"""Writes PyTorch's answers for networks that are no chains: python make_graph_fixtures.py

Each case is a network built by hand, in float64 from float32 numbers: its inputs, weights (in the engine's order), targets,
outputs, loss and gradients, by the weights and by the inputs. GraphNetworks.swift builds the same networks. Needs torch only.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

SEED = 20261123
HERE = pathlib.Path(__file__).parent
ROWS = 5


def numbers(tensor):
    return [float(value) for value in tensor.detach().to(torch.float64).reshape(-1)]


def array(tensor):
    return {"shape": list(tensor.shape), "scalars": numbers(tensor)}


class Case:
    def __init__(self, name, inputs):
        self.name = name
        self.inputs = [torch.randn(ROWS, *shape) for shape in inputs]
        self.x = [tensor.double().requires_grad_() for tensor in self.inputs]
        self.weights = []

    def dense(self, inputs, units):
        kernel, bias = torch.randn(inputs, units) * 0.5, torch.randn(units) * 0.5
        pair = kernel.double().requires_grad_(), bias.double().requires_grad_()
        self.weights += pair
        return lambda x: x @ pair[0] + pair[1]

    def finish(self, outputs, targets, losses, weights=None):
        loss = sum(w * f(y, t.double()) for w, f, y, t in zip(weights or [1] * len(losses), losses, outputs, targets))
        loss = loss + getattr(self, "penalty", 0)
        gradients = torch.autograd.grad(loss, self.weights + self.x)
        return {
            "name": self.name, "inputs": [array(x) for x in self.inputs], "weights": [array(w) for w in self.weights],
            "targets": [array(t) for t in targets], "outputs": [array(y) for y in outputs], "loss": float(loss.detach()),
            "gradients": [numbers(g) for g in gradients[:len(self.weights)]],
            "inputGradients": [numbers(g) for g in gradients[len(self.weights):]],
        }


def merges():
    kinds = {
        "add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b,
        "average": lambda a, b: (a + b) / 2, "maximum": torch.maximum, "minimum": torch.minimum,
        "concatenate": lambda a, b: torch.cat([a, b], -1),
    }
    for name, merge in kinds.items():
        case = Case(name, [[3], [7]])
        first, second = case.dense(3, 4), case.dense(7, 4)
        last = case.dense(8 if name == "concatenate" else 4, 2)
        y = last(merge(torch.tanh(first(case.x[0])), torch.tanh(second(case.x[1]))))
        yield case.finish([y], [torch.randn(ROWS, 2)], [F.mse_loss])


def three_inputs():
    """Three values merged, one of them twice."""
    case = Case("multiplyThree", [[4], [4]])
    first, second = case.dense(4, 3), case.dense(4, 3)
    a, b = torch.tanh(first(case.x[0])), torch.tanh(second(case.x[1]))
    yield case.finish([a * b * a], [torch.randn(ROWS, 3)], [F.mse_loss])


def inner_axis():
    case = Case("concatenateAxis1", [[2, 3], [4, 3]])
    first, second = case.dense(3, 5), case.dense(3, 5)
    joined = torch.cat([torch.tanh(first(case.x[0])), torch.tanh(second(case.x[1]))], 1)
    last = case.dense(5, 1)
    yield case.finish([last(joined)], [torch.randn(ROWS, 6, 1)], [F.mse_loss])


def residual():
    case = Case("residual", [[6]])
    before, inner, after = case.dense(6, 8), case.dense(8, 6), case.dense(6, 3)
    h = case.x[0] + inner(F.relu(before(case.x[0])))
    yield case.finish([after(torch.tanh(h))], [torch.randn(ROWS, 3)], [F.mse_loss])


def residual_with_shortcut():
    case = Case("residualShortcut", [[6]])
    before, inner, shortcut, after = case.dense(6, 8), case.dense(8, 4), case.dense(6, 4), case.dense(4, 3)
    h = shortcut(case.x[0]) + inner(F.relu(before(case.x[0])))
    yield case.finish([after(torch.tanh(h))], [torch.randn(ROWS, 3)], [F.mse_loss])


def shared():
    case = Case("shared", [[5], [5]])
    encoder, last = case.dense(5, 4), case.dense(4, 1)
    h = torch.tanh(encoder(case.x[0])) - torch.tanh(encoder(case.x[1]))
    bits = torch.randint(0, 2, (ROWS, 1)).float()
    yield case.finish([torch.sigmoid(last(h))], [bits], [F.binary_cross_entropy])


def two_outputs():
    """The second output is computed from the first, and each has a loss of its own."""
    case = Case("twoOutputs", [[5]])
    body, first, second = case.dense(5, 6), case.dense(6, 2), case.dense(2, 3)
    a = torch.tanh(first(torch.tanh(body(case.x[0]))))
    logits = second(a)
    hot = F.one_hot(torch.randint(0, 3, (ROWS,)), 3).float()
    cross_entropy = lambda y, t: -(t * y.log()).sum(1).mean()
    yield case.finish([a, logits.softmax(1)], [torch.randn(ROWS, 2), hot], [F.mse_loss, cross_entropy], [0.7, 0.3])


def same_output_twice():
    case = Case("sameOutputTwice", [[4]])
    body = case.dense(4, 2)
    y = body(case.x[0])
    yield case.finish([y, y], [torch.randn(ROWS, 2), torch.randn(ROWS, 2)], [F.mse_loss, F.l1_loss])


def regularized():
    case = Case("regularized", [[4]])
    first, last = case.dense(4, 6), case.dense(6, 2)
    w = case.weights
    case.penalty = 0.02 * w[0].abs().sum() + 0.03 * (w[0] ** 2).sum() + 0.05 * (w[1] ** 2).sum() + 0.01 * w[2].abs().sum()
    yield case.finish([last(torch.tanh(first(case.x[0])))], [torch.randn(ROWS, 2)], [F.mse_loss])


def main():
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    cases = []
    for make in (merges, three_inputs, inner_axis, residual, residual_with_shortcut, shared, two_outputs, same_output_twice,
                 regularized):
        cases += make()
    path = HERE / "graphs.json"
    path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
    print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
