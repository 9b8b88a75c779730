"""The models that model_benchmark.py trains, one file each; recipe.py says what one has to give."""

import importlib

CLASSICAL = [
    "adaline", "mlp-regression", "mlp-outputs", "mlp-two-classes", "mlp-digits", "cnn-digits", "autoencoder", "denoising", "vae",
    "gan-points", "gan-digits", "som", "kmeans", "pca", "factorization",
]
NAMES = ["lstm-series", "lstm-quijote", "gpt-quijote", "bert-sentences", *CLASSICAL]


def load(name):
    return importlib.import_module(f"models.{name.replace('-', '_')}").recipe
