"""Writes PyTorch's answers for embeddings, normalisations, attention and transformer blocks: python make_attention_fixtures.py

Everything is computed in float64 from float32 inputs. A case is a network of a learned table of positions (or an embedding) and
one layer, with the mean squared error: the table's gradient is that of the layer's input, summed over the batch. Weights stand
in the engine's order and layout. Beside the shapes chosen by hand there are random ones. Needs torch only; the seed below
fixes every number. With names behind the command, only those files are written.
"""

import json
import pathlib
import random
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

SEED = 20240711
HERE = pathlib.Path(__file__).parent


def numbers(tensor):
    """Nine digits tell every float32 apart; answers in float64 need fewer."""
    digits = 9 if tensor.dtype == torch.float32 else 8
    return [float(f"{value:.{digits}g}") for value in tensor.detach().double().reshape(-1).tolist()]


def draw(*shape, scale=1.0):
    return (torch.randn(*shape) * scale).float()


def weight(*shape):
    return draw(*shape, scale=shape[0] ** -0.5 if len(shape) > 1 else 0.3)


def case(kind, inputs, weights, network, **settings):
    """network(inputs, weights) -> outputs, all in float64; the gradients of all weights."""
    leaves = [w.double().requires_grad_() for w in weights]
    y = network([x.double() for x in inputs], leaves)
    target = draw(*y.shape)
    loss = F.mse_loss(y, target.double())
    gradients = torch.autograd.grad(loss, leaves)
    return {
        "kind": kind, "settings": settings,
        "inputs": [{"shape": list(x.shape), "values": numbers(x)} for x in inputs],
        "weights": [numbers(w) for w in weights], "target": numbers(target), "outputShape": list(y.shape),
        "y": numbers(y), "loss": loss.item(), "gradients": [numbers(g) for g in gradients],
    }


def normalizations(rows=None, groups=None):
    """rows: batch, time, features; groups: the same and how many groups."""
    for batch, time, features in rows or [(2, 3, 2), (3, 1, 5), (2, 7, 33), (4, 5, 64), (1, 2, 130)]:
        x, positions = draw(batch, time, features, scale=2) + 1, draw(time, features)
        gamma, beta = draw(features) + 1, draw(features)
        yield case(
            "LayerNormalization", [x], [positions, gamma, beta],
            lambda i, w: F.layer_norm(i[0] + w[0], [features], w[1], w[2], 1e-3))
        yield case(
            "RMSNormalization", [x], [positions, gamma],
            lambda i, w: F.rms_norm(i[0] + w[0], [features], w[1], 1e-6))
    for batch, time, features, count in groups or [(2, 6, 12, 4), (1, 5, 9, 3), (3, 4, 16, 16), (2, 4, 40, 2), (2, 3, 5, 1)]:
        x, positions = draw(batch, time, features, scale=2) + 1, draw(time, features)
        yield case(
            "GroupNormalization", [x], [positions, draw(features) + 1, draw(features)],
            lambda i, w: F.group_norm((i[0] + w[0]).transpose(1, 2), count, w[1], w[2], 1e-3).transpose(1, 2),
            groups=count)


def heads_of(x, heads):
    batch, time, width = x.shape
    return x.view(batch, time, heads, width // heads).transpose(1, 2)


def attend(q, k, v, heads, causal, mask=None):
    """Heads side by side; mask: [batch, keys], true where a key is seen."""
    allowed = torch.ones(q.shape[1], k.shape[1], dtype=torch.bool)
    if causal:
        allowed = allowed.tril()
    allowed = allowed[None, None].expand(q.shape[0], 1, -1, -1)
    if mask is not None:
        allowed = allowed & mask[:, None, None, :]
    y = F.scaled_dot_product_attention(heads_of(q, heads), heads_of(k, heads), heads_of(v, heads), attn_mask=allowed)
    # A query without a key: PyTorch gives NaN or zeros depending on its version; the engine gives zeros.
    y = torch.where(allowed.any(-1, keepdim=True), y, torch.zeros_like(y))
    return y.transpose(1, 2).reshape(q.shape[0], q.shape[1], -1)


def self_attention(x, w, heads, key, causal, bias, mask=None):
    packed = x @ w[0] + (w[1] if bias else 0)
    q, k, v = packed.split([heads * key, heads * key, packed.shape[-1] - 2 * heads * key], -1)
    y = attend(q, k, v, heads, causal, mask)
    return y @ (w[2] if bias else w[1]) + (w[3] if bias else 0)


def self_weights(features, heads, key, value, bias):
    inner = heads * (2 * key + value)
    if not bias:
        return [weight(features, inner), weight(heads * value, features)]
    return [weight(features, inner), weight(inner), weight(heads * value, features), weight(features)]


def attentions(settings=None):
    for batch, time, features, heads, key, value, causal, bias in settings or [
        (2, 1, 4, 1, 4, 4, False, True), (2, 5, 6, 2, 3, 3, False, True), (3, 7, 10, 3, 5, 2, True, True),
        (1, 13, 8, 2, 17, 9, True, False), (2, 37, 8, 2, 4, 4, True, True), (1, 41, 6, 1, 8, 16, False, True),
        (1, 75, 4, 2, 2, 3, True, True),
    ]:
        yield case(
            "MultiHeadAttention", [draw(batch, time, features)],
            [draw(time, features)] + self_weights(features, heads, key, value, bias),
            lambda i, w: self_attention(i[0] + w[0], w[1:], heads, key, causal, bias),
            heads=heads, key=key, value=value, causal=int(causal), bias=int(bias))
    if settings:
        return
    # PyTorch's own layer, in its own layout.
    for batch, time, features, heads in [(2, 6, 12, 3), (1, 9, 16, 4)]:

        def layer(i, w):
            q = (i[0] + w[0]).transpose(0, 1)
            return F.multi_head_attention_forward(
                q, q, q, features, heads, w[1].t(), w[2], None, None, False, 0.0, w[3].t(), w[4], need_weights=False,
            )[0].transpose(0, 1)

        key = features // heads
        yield case(
            "MultiHeadAttention", [draw(batch, time, features)],
            [draw(time, features)] + self_weights(features, heads, key, key, True), layer,
            heads=heads, key=key, value=key, causal=0, bias=1)


def cross_attentions(settings=None):
    for batch, queries, keys, widths, heads, key, value, causal in settings or [
        (2, 3, 5, (4, 6, 6), 2, 3, 3, False), (1, 9, 2, (6, 5, 3), 1, 7, 4, False), (2, 1, 11, (4, 4, 4), 2, 2, 5, False),
        (1, 40, 13, (4, 6, 6), 2, 4, 4, True), (1, 7, 45, (4, 6, 5), 1, 4, 4, True),
    ]:
        lengths = (queries, keys, keys)
        inputs = [draw(batch, t, f) for t, f in zip(lengths, widths)]
        tables = [draw(t, f) for t, f in zip(lengths, widths)]
        inner = (heads * key, heads * key, heads * value)
        maps = [m for f, n in zip(widths, inner) for m in (weight(f, n), weight(n))]
        maps += [weight(heads * value, widths[0]), weight(widths[0])]

        def network(i, w):
            x = [a + b for a, b in zip(i, w[:3])]
            q, k, v = (x[n] @ w[3 + 2 * n] + w[4 + 2 * n] for n in range(3))
            return attend(q, k, v, heads, causal) @ w[9] + w[10]

        yield case(
            "CrossAttention", inputs, tables + maps, network, heads=heads, key=key, value=value, causal=int(causal))


def masked():
    for batch, time, features, heads, causal in [(3, 6, 4, 2, False), (3, 9, 6, 3, True), (2, 38, 4, 1, False)]:
        words = 7
        indices = torch.randint(1, words, (batch, time)).float()
        indices[0, time // 2 :] = 0
        indices[1, : time // 3] = 0
        key = features // heads
        yield case(
            "MaskedAttention", [indices], [draw(words, features)] + self_weights(features, heads, key, key, True),
            lambda i, w: self_attention(w[0][i[0].long()], w[1:], heads, key, causal, True, i[0] != 0),
            words=words, features=features, heads=heads, causal=int(causal))
    # The memory is masked, of another length than the queries; one sample's is masked altogether.
    queries, keys, words, features, heads, key = 4, 7, 6, 6, 2, 3
    memory = torch.randint(1, words, (3, keys)).float()
    memory[0, 4:] = 0
    memory[2, :] = 0
    maps = [m for _ in range(4) for m in (weight(features, features), weight(features))]

    def network(i, w):
        x, m = i[0] + w[0], w[1][i[1].long()]
        q, k, v = x @ w[2] + w[3], m @ w[4] + w[5], m @ w[6] + w[7]
        return attend(q, k, v, heads, False, i[1] != 0) @ w[8] + w[9]

    yield case(
        "MaskedMemory", [draw(3, queries, features), memory], [draw(queries, features), draw(words, features)] + maps,
        network, words=words, features=features, heads=heads, key=key)


def blocks(settings=None):
    for batch, time, features, heads, inner, first, causal, gelu in settings or [
        (2, 5, 8, 2, 12, True, True, True), (1, 1, 6, 3, 7, False, False, False), (2, 9, 12, 4, 20, False, True, True),
        (2, 39, 4, 2, 9, True, False, False),
    ]:
        def activation(x, gelu=gelu):
            return F.gelu(x, approximate="tanh") if gelu else F.relu(x)

        layer = nn.TransformerEncoderLayer(
            features, heads, inner, 0.0, activation, batch_first=True, norm_first=first, dtype=torch.float64)

        def network(i, w):
            x, w = i[0] + w[0], w[1:]
            state = {
                "norm1.weight": w[0], "norm1.bias": w[1], "self_attn.in_proj_weight": w[2].t(),
                "self_attn.in_proj_bias": w[3], "self_attn.out_proj.weight": w[4].t(), "self_attn.out_proj.bias": w[5],
                "norm2.weight": w[6], "norm2.bias": w[7], "linear1.weight": w[8].t(), "linear1.bias": w[9],
                "linear2.weight": w[10].t(), "linear2.bias": w[11],
            }
            mask = torch.ones(time, time, dtype=torch.bool).tril().logical_not() if causal else None
            return torch.func.functional_call(layer, state, (x, mask))

        d = features
        maps = [
            draw(d, scale=0.3) + 1, weight(d), weight(d, 3 * d), weight(3 * d), weight(d, d), weight(d),
            draw(d, scale=0.3) + 1, weight(d), weight(d, inner), weight(inner), weight(inner, d), weight(d),
        ]
        yield case(
            "TransformerBlock", [draw(batch, time, d)], [draw(time, d)] + maps, network, heads=heads, inner=inner,
            first=int(first), causal=int(causal), gelu=int(gelu))


def embeddings(settings=None):
    for batch, time, words, features in settings or [(2, 3, 5, 4), (1, 1, 1, 7), (5, 9, 4, 3), (4, 6, 11, 40)]:
        indices = torch.randint(0, words, (batch, time)).float()
        yield case(
            "Embedding", [indices], [draw(words, features)], lambda i, w: w[0][i[0].long()], words=words,
            features=features)
        longest = time + 2
        yield case(
            "TokenAndPositionEmbedding", [indices], [draw(words, features), draw(longest, features)],
            lambda i, w: w[0][i[0].long()] + w[1][:time], words=words, features=features, longest=longest)
    for batch, time, features in [(2, 5, 6), (1, 70, 3)]:
        place = torch.arange(time, dtype=torch.float64)[:, None]
        column = torch.arange(features, dtype=torch.float64)
        angle = place / 10000 ** ((column // 2 * 2) / features)
        table = torch.where(column % 2 == 0, angle.sin(), angle.cos())
        yield case(
            "SinusoidalPositionalEncoding", [draw(batch, time, features)], [draw(time, features)],
            lambda i, w: i[0] + w[0] + table)


def random_layers():
    """The same layers over shapes drawn by the seed."""
    rng = random.Random(SEED)
    n = rng.randint

    def flag():
        return rng.random() < 0.5

    rows = [(n(1, 3), n(1, 5), n(1, 9)) for _ in range(5)]
    grouped = [(n(1, 3), n(1, 5), count * n(1, 3), count) for count in (n(1, 4) for _ in range(5))]
    heads = [(n(1, 3), n(1, 8), n(1, 6), n(1, 3), n(1, 4), n(1, 4), flag(), flag()) for _ in range(8)]
    cross = [
        (n(1, 2), n(1, 7), n(1, 7), (n(1, 4), n(1, 4), n(1, 4)), n(1, 2), n(1, 3), n(1, 3), flag()) for _ in range(6)]
    block = [(n(1, 2), n(1, 7), count * 2 * n(1, 2), count, n(1, 7), flag(), flag(), flag()) for count in (1, 2, 1, 3, 2, 1)]
    tables = [(n(1, 3), n(1, 6), n(1, 7), n(1, 5)) for _ in range(5)]
    for made in (normalizations(rows, grouped), attentions(heads), cross_attentions(cross), blocks(block), embeddings(tables)):
        yield from made


def main():
    torch.manual_seed(SEED)
    files = {
        "normalizations": [normalizations], "attention": [attentions, cross_attentions, masked],
        "transformers": [blocks, embeddings], "randomAttention": [random_layers],
    }
    for name, makers in files.items():
        if name.startswith("random"):
            torch.manual_seed(SEED + 1)
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        cases = [c for maker in makers for c in maker()]
        (HERE / f"{name}.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


main()
