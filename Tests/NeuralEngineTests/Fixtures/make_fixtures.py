"""Writes the PyTorch answers that the engine's tests compare with: python make_fixtures.py

Everything is computed in float64 from float32 inputs, so that the fixtures are exact to float32's precision; the optimizers
run in float32, as a user of PyTorch runs them. Needs torch only; the seed below fixes every number.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

SEED = 20240607
HERE = pathlib.Path(__file__).parent


def numbers(tensor):
    return [float(value) for value in tensor.detach().to(torch.float64).reshape(-1)]


def softmax():
    cases = []
    for rows, columns in [(1, 2), (5, 3), (33, 10), (4, 32), (3, 33), (2, 100)]:
        x32 = torch.randn(rows, columns) * 4
        cases.append({"rows": rows, "columns": columns, "x": numbers(x32), "y": numbers(x32.double().softmax(1))})
    return cases


def losses():
    cases = []

    def add(name, prediction32, target32, function):
        prediction = prediction32.double().requires_grad_()
        value = function(prediction, target32.double())
        (gradient,) = torch.autograd.grad(value, prediction)
        cases.append(
            {
                "name": name, "shape": list(prediction32.shape), "prediction": numbers(prediction32),
                "target": numbers(target32), "loss": float(value), "gradient": numbers(gradient),
            })

    for rows, columns in [(1, 1), (7, 1), (5, 3), (16, 2), (33, 5)]:
        y, t = torch.randn(rows, columns) * 2, torch.randn(rows, columns)
        signs = torch.randint(0, 2, (rows, columns)).float() * 2 - 1
        add("meanSquaredError", y, t, F.mse_loss)
        add("meanAbsoluteError", y, t, F.l1_loss)
        add("huber", y, t, lambda p, q: F.huber_loss(p, q, delta=1.0))
        add("hinge", y, signs, lambda p, q: F.relu(1 - q * p).mean())
        add("perceptron", y, signs, lambda p, q: F.relu(-q * p).mean())
        bits = (signs + 1) / 2
        add("binaryCrossEntropy", torch.sigmoid(y), bits, F.binary_cross_entropy)
        add("sigmoid+binaryCrossEntropy", y * 6, bits, F.binary_cross_entropy_with_logits)
        if columns > 1:
            hot = F.one_hot(torch.randint(0, columns, (rows,)), columns).float()
            add("categoricalCrossEntropy", y.softmax(1), hot, lambda p, q: -(q * p.log()).sum(1).mean())
            add("softmax+categoricalCrossEntropy", y * 6, hot, lambda p, q: -(q * p.log_softmax(1)).sum(1).mean())
    return cases


def networks():
    """Mini-batches in order, a last batch that is smaller, several layers: what fit does apart from shuffling."""
    cases = []
    for name, act, out, widths in [
        ("tanh", torch.tanh, "softmax", [2, 8, 3]), ("relu", F.relu, "softmax", [4, 16, 16, 5]),
        ("sigmoid", torch.sigmoid, "identity", [3, 7, 2]), ("geluTanh", lambda x: F.gelu(x, approximate="tanh"), "sigmoid", [5, 6, 1]),
    ]:
        count, batch, epochs = 23, 5, 6
        x = torch.randn(count, widths[0])
        if out == "softmax":
            t = torch.randint(0, widths[-1], (count,)).float()
        elif out == "sigmoid":
            t = torch.randint(0, 2, (count, 1)).float()
        else:
            t = torch.randn(count, widths[-1])
        weights = [(torch.randn(a, b) / a**0.5, torch.randn(b) * 0.1) for a, b in zip(widths, widths[1:])]
        parameters = [p.clone().requires_grad_() for pair in weights for p in pair]
        optimizer = torch.optim.Adam(parameters, lr=0.01)
        losses = []
        for _ in range(epochs):
            total = 0.0
            for start in range(0, count, batch):
                h = x[start:start + batch]
                for i in range(0, len(parameters), 2):
                    h = h @ parameters[i] + parameters[i + 1]
                    if i + 2 < len(parameters):
                        h = act(h)
                target = t[start:start + batch]
                if out == "softmax":
                    loss = F.cross_entropy(h, target.long())
                elif out == "sigmoid":
                    loss = F.binary_cross_entropy_with_logits(h, target)
                else:
                    loss = F.mse_loss(h, target)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                total += float(loss) * len(target)
            losses.append(total / count)
        cases.append(
            {
                "activation": name, "output": out, "widths": widths, "batch": batch, "epochs": epochs, "x": numbers(x),
                "t": numbers(t), "targetShape": list(t.shape), "weights": [numbers(p) for pair in weights for p in pair],
                "losses": losses, "finalWeights": [numbers(p) for p in parameters],
            })
    return cases


def main():
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    for make in (softmax, losses, networks):
        path = HERE / f"{make.__name__}.json"
        path.write_text(json.dumps(make(), separators=(",", ":")) + "\n")
        print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
