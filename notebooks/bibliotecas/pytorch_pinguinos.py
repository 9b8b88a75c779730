import csv

import torch
from torch import nn

filas = list(csv.reader(open("datos/pinguinos-especie.csv", encoding="utf-8")))[1:]
x = torch.tensor([[float(v) for v in fila[:3]] for fila in filas])
x = (x - x.mean(dim=0)) / x.std(dim=0, correction=0)
especies = sorted({fila[3] for fila in filas})
y = torch.tensor([especies.index(fila[3]) for fila in filas])

torch.manual_seed(1)
red = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 3))
optimizador = torch.optim.Adam(red.parameters(), lr=0.01)
for epoca in range(60):
    for lote in torch.randperm(len(x)).split(32):
        optimizador.zero_grad()
        perdida = nn.functional.cross_entropy(red(x[lote]), y[lote])
        perdida.backward()
        optimizador.step()
print("exactitud:", round((red(x).argmax(dim=1) == y).float().mean().item(), 3))
