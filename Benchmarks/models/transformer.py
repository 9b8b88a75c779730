"""Transformers in PyTorch as the engine's GPT and BERT are made: the parts that both recipes share."""

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    """Self-attention and two dense layers; the normalisation first (GPT-2) or last (BERT)."""

    def __init__(self, dim, heads, dropout, causal):
        super().__init__()
        self.heads, self.dropout, self.causal = heads, dropout, causal
        self.norms = nn.ModuleList([nn.LayerNorm(dim), nn.LayerNorm(dim)])
        self.qkv, self.out = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)
        self.inner, self.outer = nn.Linear(dim, 4 * dim), nn.Linear(4 * dim, dim)

    def attention(self, x, mask):
        batch, time, dim = x.shape
        q, k, v = self.qkv(x).view(batch, time, 3, self.heads, dim // self.heads).permute(2, 0, 3, 1, 4)
        rate = self.dropout if self.training else 0
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=rate, is_causal=self.causal)
        return F.dropout(self.out(y.transpose(1, 2).reshape(batch, time, dim)), self.dropout, self.training)

    def dense(self, x):
        y = self.outer(F.gelu(self.inner(x), approximate="tanh" if self.causal else "none"))
        return F.dropout(y, self.dropout, self.training)

    def forward(self, x, mask=None):
        if self.causal:
            x = x + self.attention(self.norms[0](x), mask)
            return x + self.dense(self.norms[1](x))
        x = self.norms[0](x + self.attention(x, mask))
        return self.norms[1](x + self.dense(x))


class Transformer(nn.Module):
    """Rows for tokens and places, and blocks."""

    def __init__(self, words, time, dim=64, heads=4, blocks=2, dropout=0.1, causal=True):
        super().__init__()
        self.tokens, self.places = nn.Embedding(words, dim), nn.Embedding(time, dim)
        for table in (self.tokens, self.places):
            nn.init.normal_(table.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.ModuleList([Block(dim, heads, dropout, causal) for _ in range(blocks)])
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)

    def embedded(self, tokens):
        return self.tokens(tokens) + self.places.weight[: tokens.shape[1]]
