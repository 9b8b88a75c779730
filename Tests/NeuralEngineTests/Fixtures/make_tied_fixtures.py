"""Writes PyTorch's answers for language models whose head is the table of their embedding: python make_tied_fixtures.py

Each case is computed in float64 from float32 numbers: indices, weights in the engine's order and layout, classes, logits, the
mean cross entropy, and its gradients, the table's from both of its uses. TiedEmbeddingTests.swift builds the same networks. Needs
torch only; the seed below fixes every number.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

SEED = 20261130
HERE = pathlib.Path(__file__).parent


def numbers(tensor):
    digits = 9 if tensor.dtype == torch.float32 else 8
    return [float(f"{value:.{digits}g}") for value in tensor.detach().reshape(-1).tolist()]


def draw(*shape, scale=0.5):
    return (torch.randn(*shape) * scale).float()


def case(name, words, time, weights, network, rows=4):
    indices = torch.randint(0, words, (rows, time))
    classes = torch.randint(0, words, (rows, time))
    leaves = [w.double().requires_grad_() for w in weights]
    logits = network(indices, leaves)
    loss = F.cross_entropy(logits.reshape(-1, words), classes.reshape(-1))
    gradients = torch.autograd.grad(loss, leaves)
    return {
        "name": name, "rows": rows, "time": time, "indices": indices.reshape(-1).tolist(),
        "classes": classes.reshape(-1).tolist(), "weights": [numbers(w) for w in weights], "logits": numbers(logits),
        "loss": float(loss.detach()), "gradients": [numbers(g) for g in gradients],
    }


def plain(indices, w):
    """An embedding, a layer for each step, and the head with a bias."""
    table, kernel, bias, of_head = w
    return torch.tanh(table[indices] @ kernel + bias) @ table.T + of_head


def placed(indices, w):
    """Tokens and places, layer normalisation, the head; some tokens never occur."""
    table, places, gamma, beta = w
    x = table[indices] + places[: indices.shape[1]]
    return F.layer_norm(x, x.shape[-1:], gamma, beta, eps=1e-3) @ table.T


def twice(indices, w):
    """Two heads on one table, added: three uses of it."""
    table, kernel, bias = w
    x = table[indices]
    return x @ table.T + torch.tanh(x @ kernel + bias) @ table.T


def main():
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    cases = [
        case("plain", 11, 5, [draw(11, 6), draw(6, 6), draw(6), draw(11)], plain),
        case("placed", 67, 9, [draw(67, 32), draw(12, 32), draw(32) + 1, draw(32)], placed),
        case("twice", 7, 3, [draw(7, 4), draw(4, 4), draw(4)], twice),
    ]
    path = HERE / "tied.json"
    path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
    print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
