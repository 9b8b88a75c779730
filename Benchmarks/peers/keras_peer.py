"""Keras's fit, on TensorFlow where that is installed, else on JAX."""

import importlib.util
import os


def training(task, x, y, threads):
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    if importlib.util.find_spec("tensorflow"):
        os.environ["KERAS_BACKEND"] = "tensorflow"
        import tensorflow

        tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
        tensorflow.config.threading.set_inter_op_parallelism_threads(threads)
    else:
        os.environ["KERAS_BACKEND"] = "jax"
    import keras

    model, loss = task.keras(task.weights())
    kinds = dict(
        sgd=lambda: keras.optimizers.SGD(task.rate),
        adam=lambda: keras.optimizers.Adam(task.rate, epsilon=1e-8),
        adamw=lambda: keras.optimizers.AdamW(task.rate, weight_decay=0.01, epsilon=1e-8))
    model.compile(optimizer=kinds[task.optimizer](), loss=loss)
    x = task.jax_features(x)

    def run(epochs, shuffle):
        history = model.fit(x, y, batch_size=task.batch, epochs=epochs, verbose=0, shuffle=shuffle)
        return float(history.history["loss"][-1])

    return run
