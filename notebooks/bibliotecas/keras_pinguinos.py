import csv

import keras
import numpy as np

filas = list(csv.reader(open("datos/pinguinos-especie.csv", encoding="utf-8")))[1:]
x = np.array([fila[:3] for fila in filas], "float32")
x = (x - x.mean(axis=0)) / x.std(axis=0)
especies = sorted({fila[3] for fila in filas})
y = np.array([especies.index(fila[3]) for fila in filas])

keras.utils.set_random_seed(1)
red = keras.Sequential([
    keras.Input((3,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
red.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
red.fit(x, y, epochs=60, batch_size=32, verbose=0)
print("exactitud:", round(red.evaluate(x, y, verbose=0)[1], 3))
