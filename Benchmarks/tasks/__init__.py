"""The tasks that everybody trains, one file each; see task.py for what a task says."""

import importlib

NAMES = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T2tape"]


def load(name):
    return importlib.import_module(f"tasks.{name}").task
