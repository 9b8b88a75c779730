import csv

import numpy as np
import tensorflow as tf

filas = list(csv.reader(open("datos/pinguinos-especie.csv", encoding="utf-8")))[1:]
x = np.array([fila[:3] for fila in filas], "float32")
x = (x - x.mean(axis=0)) / x.std(axis=0)
especies = sorted({fila[3] for fila in filas})
y = np.array([especies.index(fila[3]) for fila in filas])

tf.random.set_seed(1)
W1, b1 = tf.Variable(tf.random.normal((3, 16), stddev=0.3)), tf.Variable(tf.zeros(16))
W2, b2 = tf.Variable(tf.random.normal((16, 3), stddev=0.3)), tf.Variable(tf.zeros(3))
pesos = [W1, b1, W2, b2]
m = [tf.Variable(tf.zeros_like(w)) for w in pesos]
v = [tf.Variable(tf.zeros_like(w)) for w in pesos]


def red(x):
    return tf.nn.relu(x @ W1 + b1) @ W2 + b2


@tf.function
def paso(x, y, t):
    with tf.GradientTape() as cinta:
        perdida = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, red(x)))
    for w, g, m1, v1 in zip(pesos, cinta.gradient(perdida, pesos), m, v):
        m1.assign(0.9 * m1 + 0.1 * g)
        v1.assign(0.999 * v1 + 0.001 * g * g)
        w.assign_sub(0.01 * (m1 / (1 - 0.9**t)) / (tf.sqrt(v1 / (1 - 0.999**t)) + 1e-8))


t = 0
for epoca in range(60):
    for lote in np.array_split(np.random.default_rng(epoca).permutation(len(x)), 11):
        t += 1
        paso(x[lote], y[lote], tf.constant(float(t)))
print("exactitud:", round(float(np.mean(np.argmax(red(x), axis=1) == y)), 3))
