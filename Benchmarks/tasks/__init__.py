"""The tasks that everybody trains, one file each; see task.py for what a task says."""

import importlib

NAMES = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T2tape"]


def load(name):
    """A task by name; W64-D4-B32 is a point of scaling.py (width, depth, batch)."""
    if name.startswith("W"):
        return importlib.import_module("tasks.scaling").point(name)
    return importlib.import_module(f"tasks.{name}").task
