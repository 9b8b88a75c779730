"""scikit-learn's multi-layer perceptron. It draws its own weights and has its own forms of the losses: timed, not compared."""

import warnings


def training(task, x, y):
    warnings.filterwarnings("ignore")

    def run(epochs, shuffle):
        model = task.sklearn(epochs, shuffle)
        model.fit(x, y.ravel())
        return float(model.loss_)

    return run
