"""T2 trained by hand, as free-form mathematics: the engine on its eager tape, PyTorch as always."""

from tasks.dense import DenseTask
from tasks.T2 import data

task = DenseTask(
    "T2tape", "T2 by hand on the tape, batch 32, Adam", [2, 32, 32, 2], "relu", "ce", data, batch=32, check=5)
task.settings = dict(task.settings, byHand=True)
task.peers = ["torch"]
