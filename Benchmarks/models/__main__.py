"""Trains one recipe with PyTorch, once: python -m models NAME ARRAYS.npz SEED THREADS"""

import json
import sys
import time

import numpy as np
import torch

import models

name, path, seed, threads = sys.argv[1:]
torch.set_num_threads(int(threads))
torch.manual_seed(int(seed))
recipe = models.load(name)
with np.load(path) as file:
    arrays = {key: torch.from_numpy(file[key]) for key in file.files}
# What PyTorch prepares at its first step is not the recipe's.
warm = torch.nn.Linear(8, 8)
optimizer = torch.optim.Adam(warm.parameters(), fused=True)
warm(torch.ones(8, 8)).sum().backward()
optimizer.step()
begin = time.perf_counter()
model = recipe.train(arrays)
seconds = time.perf_counter() - begin
with torch.no_grad():
    metric = float(recipe.measure(model, arrays))
print("ANSWER " + json.dumps(dict(seconds=seconds, metric=metric)))
