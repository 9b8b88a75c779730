"""T4: a dense network on images of 28 x 28, the size of MNIST."""

import numpy as np

from tasks.dense import DenseTask


def data():
    random = np.random.RandomState(0)
    centres = random.rand(10, 784).astype(np.float32)
    y = random.randint(0, 10, 60000)
    return (centres[y] * 0.5 + 0.5 * random.rand(60000, 784)).astype(np.float32), y.astype(np.int64)


task = DenseTask(
    "T4", "784-256-128-10 relu, batch 128, Adam", [784, 256, 128, 10], "relu", "ce", data, batch=128, check=1, scan=1)
# Keras's Adam, and TensorFlow's as it is written out here, add epsilon before the correction of the first steps' bias, and few
# steps follow: see T5.
task.tolerances = dict(keras=1e-2, tensorflow=1e-2)
