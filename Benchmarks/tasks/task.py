"""What a task is: data, initial weights, an optimizer, and the same network for each peer."""

import json


class Task:
    """A subclass or instance a task; everything that a peer needs and nothing about how it is timed.

    Arrays are NumPy's, float32 but for class labels and tokens (int64). Weights come in the order and the shapes of the
    engine's `model.weights` ([inputs, units]); each peer's function turns them into its own.
    """

    name = "T0"
    what = "a network, its batch and its optimizer, in a few words"
    #: "sgd", "adam" or "adamw" (weight decay 0.01, on every weight), with beta 0.9 and 0.999, epsilon 1e-8.
    optimizer = "adam"
    rate = 1e-3
    batch = 32
    #: "bce" from probabilities, "ce" from logits and labels, "mse"; for the engine's side.
    loss = "ce"
    #: Epochs of the comparison of losses, with the examples in order.
    check = 1
    #: Epochs that JAX's scan compiles into one call.
    scan = 1
    #: How far a loss may lie from the engine's, relative to it: float32 adds in another order for everybody.
    tolerance = 2e-3
    #: Peers whose loss may lie further away; the task says why.
    tolerances = {}
    #: Who takes part; those that are not installed are left out.
    peers = ["torch", "torch_compile", "jax", "jax_scan", "keras", "sklearn"]
    #: Numbers that the engine's side needs to build its network, written into task.json.
    settings = {}

    def data(self):
        """Features `[count, …]` and targets `[count, …]`, or labels `[count]`."""
        raise NotImplementedError

    def weights(self):
        """The initial weights, a list."""
        raise NotImplementedError

    def torch(self, weights):
        """(module, loss of (output, target) as a scalar tensor)."""
        raise NotImplementedError

    def torch_features(self, x):
        """The features as the module takes them; here one may choose channels last."""
        import torch

        return torch.from_numpy(x)

    def jax(self, weights):
        """(parameters as a tree, loss of (parameters, x, y))."""
        raise NotImplementedError

    def keras(self, weights):
        """(model, loss)."""
        raise NotImplementedError

    def jax_features(self, x):
        """The features as JAX and Keras take them."""
        return x

    def write(self, folder):
        """The task for the engine: task.json, x.f32, y.f32, w0.f32 …, all numbers as float32."""
        x, y = self.data()
        x.astype("float32").tofile(folder / "x.f32")
        y.astype("float32").tofile(folder / "y.f32")
        weights = self.weights()
        for index, array in enumerate(weights):
            array.astype("float32").tofile(folder / f"w{index}.f32")
        settings = dict(
            self.settings, task=self.name, featureShape=x.shape, targetShape=y.shape, weights=len(weights), loss=self.loss,
            optimizer=self.optimizer, rate=self.rate, batch=self.batch, check=self.check)
        (folder / "task.json").write_text(json.dumps(settings))
