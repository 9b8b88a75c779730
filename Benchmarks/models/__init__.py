"""The models that model_benchmark.py trains, one file each; recipe.py says what one has to give."""

import importlib

NAMES = ["lstm-series", "lstm-quijote", "gpt-quijote", "bert-sentences"]


def load(name):
    return importlib.import_module(f"models.{name.replace('-', '_')}").recipe
