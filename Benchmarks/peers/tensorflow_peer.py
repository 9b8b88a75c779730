"""TensorFlow without Keras: variables, a GradientTape, and Adam or SGD written out, compiled by tf.function."""

import os


def training(task, x, y, threads):
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    weights, loss_of = task.tensorflow(task.weights())
    m = [tf.Variable(tf.zeros_like(w)) for w in weights]
    v = [tf.Variable(tf.zeros_like(w)) for w in weights]
    steps = tf.Variable(0.0)

    @tf.function
    def step(xb, yb):
        with tf.GradientTape() as tape:
            loss = loss_of(weights, xb, yb)
        gradients = tape.gradient(loss, weights)
        if task.optimizer == "sgd":
            for w, g in zip(weights, gradients):
                w.assign_sub(task.rate * g)
            return loss
        steps.assign_add(1)
        # Keras's form of Adam: the corrections of both means in one factor.
        rate = task.rate * tf.sqrt(1 - tf.pow(0.999, steps)) / (1 - tf.pow(0.9, steps))
        for w, g, mean, square in zip(weights, gradients, m, v):
            mean.assign(0.9 * mean + 0.1 * g)
            square.assign(0.999 * square + 0.001 * g * g)
            w.assign_sub(rate * mean / (tf.sqrt(square) + 1e-8))
        return loss

    count = len(x)
    data = tf.data.Dataset.from_tensor_slices((x, y))
    ordered = data.batch(task.batch)
    shuffled = data.shuffle(count, seed=1).batch(task.batch)

    def run(epochs, shuffle):
        for _ in range(epochs):
            total = 0.0
            for xb, yb in shuffled if shuffle else ordered:
                total = total + step(xb, yb) * len(xb)
        return float(total) / count

    return run
