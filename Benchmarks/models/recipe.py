"""What a recipe is: a model, its data and its training, as PyTorch writes them."""


class Recipe:
    """One subclass a model. The engine's side has the same name in EngineBenchmark/Recipes/, and writes the arrays."""

    name = "model"
    #: For the table: what it learns from, how long, and what the metric is.
    data = "a data set"
    training = "epochs, batch, optimizer"
    metric = "a metric of examples held back"

    def is_good(self, metric):
        """Whether a model with such a metric has learned."""
        raise NotImplementedError

    def train(self, arrays):
        """Makes and trains the model; this is timed. Arrays are float32 tensors, by name. The random numbers are seeded."""
        raise NotImplementedError

    def measure(self, model, arrays):
        """The metric, in evaluation mode and without gradients."""
        raise NotImplementedError


def batches(count, size):
    """The rows of each batch of an epoch, shuffled."""
    import torch

    return torch.randperm(count).split(size)
