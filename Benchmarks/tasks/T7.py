"""T7: a small GPT."""

import numpy as np

from tasks.task import Task

BLOCKS, WIDTH, HEADS, TIME, WORDS, EPSILON = 4, 128, 4, 64, 96, 1e-5


class Transformer(Task):
    name = "T7"
    what = "GPT: 4 blocks, width 128, 4 heads, context 64, vocabulary 96, gelu (tanh form); batch 32, AdamW"
    optimizer = "adamw"
    batch = 32
    check = 5
    scan = 4
    peers = ["torch", "torch_compile", "jax", "jax_scan", "keras"]

    def data(self):
        """One batch: tokens `[32, 64]` and the tokens that follow."""
        text = np.random.RandomState(0).randint(0, WORDS, (32, TIME + 1)).astype(np.int64)
        return text[:, :-1].copy(), text[:, 1:].copy()

    def weights(self):
        """Tables; per block normalisation, attention, normalisation, two dense layers; normalisation and the head."""
        random = np.random.RandomState(1)

        def affine(inputs, outputs):
            limit = inputs**-0.5
            return [
                random.uniform(-limit, limit, (inputs, outputs)).astype(np.float32),
                random.uniform(-limit, limit, outputs).astype(np.float32),
            ]

        def normalization():
            return [np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)]

        arrays = [random.randn(WORDS, WIDTH).astype(np.float32), random.randn(TIME, WIDTH).astype(np.float32)]
        for _ in range(BLOCKS):
            arrays += normalization() + affine(WIDTH, 3 * WIDTH) + affine(WIDTH, WIDTH)
            arrays += normalization() + affine(WIDTH, 4 * WIDTH) + affine(4 * WIDTH, WIDTH)
        return arrays + normalization() + affine(WIDTH, WORDS)[:1]

    def torch(self, weights):
        import torch
        import torch.nn as nn
        import torch.nn.functional as F

        class GPT(nn.Module):
            def __init__(self):
                super().__init__()
                self.token, self.place = nn.Embedding(WORDS, WIDTH), nn.Embedding(TIME, WIDTH)
                self.blocks = nn.ModuleList(
                    nn.ModuleDict(
                        dict(
                            norm1=nn.LayerNorm(WIDTH, EPSILON), qkv=nn.Linear(WIDTH, 3 * WIDTH),
                            out=nn.Linear(WIDTH, WIDTH), norm2=nn.LayerNorm(WIDTH, EPSILON),
                            inner=nn.Linear(WIDTH, 4 * WIDTH), outer=nn.Linear(4 * WIDTH, WIDTH)))
                    for _ in range(BLOCKS))
                self.norm, self.head = nn.LayerNorm(WIDTH, EPSILON), nn.Linear(WIDTH, WORDS, bias=False)
                self.register_buffer("places", torch.arange(TIME))

            def forward(self, x):
                batch, time = x.shape
                x = self.token(x) + self.place(self.places)
                for b in self.blocks:
                    parts = b["qkv"](b["norm1"](x)).view(batch, time, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
                    a = F.scaled_dot_product_attention(*parts, is_causal=True)
                    x = x + b["out"](a.transpose(1, 2).reshape(batch, time, -1))
                    x = x + b["outer"](F.gelu(b["inner"](b["norm2"](x)), approximate="tanh"))
                return self.head(self.norm(x))

        model = GPT()
        with torch.no_grad():
            for parameter, array in zip(model.parameters(), weights):
                is_table = parameter is model.token.weight or parameter is model.place.weight
                parameter.copy_(torch.from_numpy(array if array.ndim == 1 or is_table else array.T))
        return model, lambda output, y: F.cross_entropy(output.view(-1, WORDS), y.view(-1))

    def jax(self, weights):
        import jax
        import jax.numpy as jnp
        from jax import lax

        mask = jnp.tril(jnp.ones((TIME, TIME), bool))

        def norm(x, gamma, beta):
            mean = x.mean(-1, keepdims=True)
            variance = ((x - mean) ** 2).mean(-1, keepdims=True)
            return (x - mean) * lax.rsqrt(variance + EPSILON) * gamma + beta

        def loss(p, x, y):
            batch, time = x.shape
            x = p[0][x] + p[1]
            for index in range(BLOCKS):
                g1, b1, wqkv, bqkv, wo, bo, g2, b2, w1, c1, w2, c2 = p[2 + 12 * index:14 + 12 * index]
                parts = (norm(x, g1, b1) @ wqkv + bqkv).reshape(batch, time, 3, HEADS, WIDTH // HEADS)
                q, k, v = jnp.moveaxis(parts, 2, 0)
                scores = jnp.einsum("bthd,bshd->bhts", q, k) * (WIDTH // HEADS) ** -0.5
                shares = jax.nn.softmax(jnp.where(mask, scores, -1e30), -1)
                x = x + jnp.einsum("bhts,bshd->bthd", shares, v).reshape(batch, time, WIDTH) @ wo + bo
                x = x + jax.nn.gelu(norm(x, g2, b2) @ w1 + c1) @ w2 + c2
            logits = norm(x, p[-3], p[-2]) @ p[-1]
            return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(logits), y[..., None], -1))

        return [jnp.array(w) for w in weights], loss

    def keras(self, weights):
        import keras
        from keras import layers as L
        from keras import ops

        class Words(L.Layer):
            def build(self, _):
                self.token, self.place = L.Embedding(WORDS, WIDTH), L.Embedding(TIME, WIDTH)

            def call(self, x):
                return self.token(x) + self.place(ops.arange(TIME))

        def gelu(x):
            return ops.gelu(x, approximate=True)

        source = keras.Input((TIME,), dtype="int32")
        x = Words()(source)
        for _ in range(BLOCKS):
            h = L.LayerNormalization(epsilon=EPSILON)(x)
            x = x + L.MultiHeadAttention(HEADS, WIDTH // HEADS)(h, h, use_causal_mask=True)
            h = L.LayerNormalization(epsilon=EPSILON)(x)
            x = x + L.Dense(WIDTH)(L.Dense(4 * WIDTH, activation=gelu)(h))
        model = keras.Model(source, L.Dense(WORDS, use_bias=False)(L.LayerNormalization(epsilon=EPSILON)(x)))
        heads = (HEADS, WIDTH // HEADS)
        given = weights[:2]
        for index in range(BLOCKS):
            g1, b1, wqkv, bqkv, wo, bo, *rest = weights[2 + 12 * index:14 + 12 * index]
            given += [g1, b1]
            for kernel, bias in zip(np.split(wqkv, 3, axis=1), np.split(bqkv, 3)):
                given += [kernel.reshape(WIDTH, *heads), bias.reshape(heads)]
            given += [wo.reshape(*heads, WIDTH), bo] + rest
        model.set_weights(given + weights[-3:])
        return model, keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    def jax_features(self, x):
        return x.astype(np.int32)


task = Transformer()
