"""Writes the answers of PyTorch, and of Keras where PyTorch has no such thing, that the tests of activations, losses,
optimizers, schedules and metrics compare with: python make_training_fixtures.py [name …]

Functions are computed in float64 from float32 inputs, so that they are exact to float32's precision; optimizers run in
float32, as a user runs them. Needs torch, keras (on its torch backend), numpy and scikit-learn; the seed fixes every number.
"""

import json
import os
import pathlib
import random
import sys

os.environ["KERAS_BACKEND"] = "torch"
import keras  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402

SEED = 20240611
HERE = pathlib.Path(__file__).parent


def numbers(tensor):
    """Ten digits: three more than float32 has."""
    return [float(f"{float(value):.10g}") for value in tensor.detach().to(torch.float64).reshape(-1)]


def derivative(function, x32):
    x = x32.to(torch.float64).requires_grad_()
    y = function(x)
    (gradient,) = torch.autograd.grad(y.sum(), x)
    return y, gradient


def training_activations():
    """`function` is the name, `numbers` what it is given; every point is off the kinks, where any slope would do."""
    x32 = torch.cat([torch.linspace(-12.03, 12.01, 61), torch.linspace(-1.9, 1.7, 41),
                     torch.tensor([1e-6, -1e-6, 1e-3, -1e-3, 30.0, -30.0])])
    a = keras.activations
    functions = [
        ("identity", [], lambda x: x * 1), ("tanh", [], torch.tanh), ("sigmoid", [], torch.sigmoid), ("relu", [], F.relu),
        ("relu6", [], F.relu6), ("leakyRelu", [], lambda x: F.leaky_relu(x, 0.2)),
        ("leakyRelu", [0.01], lambda x: F.leaky_relu(x, 0.01)), ("elu", [], F.elu), ("elu", [0.7], lambda x: F.elu(x, 0.7)),
        ("celu", [], F.celu), ("celu", [2.5], lambda x: F.celu(x, 2.5)), ("selu", [], F.selu), ("gelu", [], F.gelu),
        ("geluTanh", [], lambda x: F.gelu(x, approximate="tanh")), ("silu", [], F.silu), ("mish", [], F.mish),
        ("softplus", [], lambda x: F.softplus(x, threshold=60)), ("softsign", [], F.softsign),
        ("exponential", [], torch.exp), ("logSigmoid", [], F.logsigmoid), ("hardSigmoid", [], F.hardsigmoid),
        ("hardSilu", [], F.hardswish), ("hardTanh", [], F.hardtanh), ("hardShrink", [], F.hardshrink),
        ("hardShrink", [1.25], lambda x: F.hardshrink(x, 1.25)), ("softShrink", [], F.softshrink),
        ("softShrink", [1.25], lambda x: F.softshrink(x, 1.25)), ("tanhShrink", [], F.tanhshrink),
        ("squareplus", [], a.squareplus), ("squareplus", [0.5], lambda x: a.squareplus(x, b=0.5)),
        ("sparsePlus", [], a.sparse_plus), ("sparseSigmoid", [], a.sparse_sigmoid),
        ("threshold", [0.3, -2.0], lambda x: F.threshold(x, 0.3, -2.0)),
        ("relu", [0.0, 2.0, 0.0], lambda x: a.relu(x, max_value=2.0)),
        ("relu", [0.1, 3.0, 0.5], lambda x: a.relu(x, negative_slope=0.1, max_value=3.0, threshold=0.5)),
        ("relu", [0.25, 0.0, 1.5], lambda x: a.relu(x, negative_slope=0.25, threshold=1.5)),
    ]
    cases = []
    for name, given, function in functions:
        y, slope = derivative(function, x32)
        cases.append({"function": name, "numbers": given, "y": numbers(y), "derivative": numbers(slope)})
    return {"x": numbers(x32), "cases": cases}


def sparsemax(x):
    """Martins and Astudillo (2016), algorithm 1."""
    ordered = x.sort(-1, descending=True).values
    total = ordered.cumsum(-1)
    place = torch.arange(1, x.shape[-1] + 1)
    size = (1 + place * ordered > total).sum(-1, keepdim=True)
    return (x - (total.gather(-1, size - 1) - 1) / size).clamp(min=0)


def row_activations():
    """Functions of rows, with the gradient of a weighted sum."""
    functions = {
        "softmax": lambda x: x.softmax(-1), "logSoftmax": lambda x: x.log_softmax(-1), "glu": lambda x: F.glu(x, -1),
        # Keras 3.15's own gives rows that do not add up to 1 on this backend.
        "sparsemax": sparsemax,
    }
    cases = []
    for rows, columns in [(1, 2), (5, 4), (3, 10), (9, 6), (2, 34), (4, 70)]:
        for name, function in functions.items():
            x32 = torch.randn(rows, columns) * (1 if name == "sparsemax" else 3)
            x = x32.double().requires_grad_()
            y = function(x)
            upstream = torch.randn(y.shape)
            (gradient,) = torch.autograd.grad((y * upstream.double()).sum(), x)
            cases.append({
                "function": name, "rows": rows, "columns": columns, "x": numbers(x32), "upstream": numbers(upstream),
                "y": numbers(y), "gradient": numbers(gradient)})
    return cases


def learned_relu():
    cases = []
    for shape, shared in [([5], 0), ([3, 4], 0), ([3, 4], 1), ([4, 3, 9], 2), ([6, 2], 2)]:
        x, upstream = torch.randn(7, *shape), torch.randn(7, *shape)
        slopes = torch.rand([1 if axis < shared else length for axis, length in enumerate(shape)])
        a, w = x.double().requires_grad_(), slopes.double().requires_grad_()
        y = torch.where(a >= 0, a, a * w)
        gradient, slope_gradient = torch.autograd.grad((y * upstream.double()).sum(), [a, w])
        if shared == len(shape):
            assert torch.equal(y, F.prelu(a, w.reshape(1)))
        cases.append({
            "shape": shape, "shared": shared, "x": numbers(x), "slopes": numbers(slopes), "upstream": numbers(upstream),
            "y": numbers(y), "gradient": numbers(gradient), "slopeGradient": numbers(slope_gradient)})
    return cases


def training_losses(shapes=((1, 2), (7, 3), (5, 11), (2, 3, 4), (3, 40))):
    """`given` holds the loss's arguments, `form` what the targets are: values, signs, bits, shares (rows that add up to 1)."""
    k = keras.losses

    def torch_focal(p, t, gamma=2.0, alpha=None):
        entropy = F.binary_cross_entropy(p, t, reduction="none")
        right = t * p + (1 - t) * (1 - p)
        weight = 1 if alpha is None else t * alpha + (1 - t) * (1 - alpha)
        return (weight * (1 - right) ** gamma * entropy).mean()

    functions = [
        ("meanSquaredError", {}, "values", "plain", F.mse_loss), ("meanAbsoluteError", {}, "values", "plain", F.l1_loss),
        ("meanAbsolutePercentageError", {}, "values", "plain", lambda p, t: k.MeanAbsolutePercentageError()(t, p)),
        ("meanSquaredLogarithmicError", {}, "positive", "positive", lambda p, t: k.MeanSquaredLogarithmicError()(t, p)),
        ("huber", {"delta": 0.7}, "values", "plain", lambda p, t: F.huber_loss(p, t, delta=0.7)),
        ("logCosh", {}, "values", "plain", lambda p, t: k.LogCosh()(t, p)),
        ("hinge", {}, "signs", "plain", lambda p, t: F.relu(1 - t * p).mean()),
        ("squaredHinge", {}, "signs", "plain", lambda p, t: (F.relu(1 - t * p) ** 2).mean()),
        ("perceptron", {}, "signs", "plain", lambda p, t: F.relu(-t * p).mean()),
        ("categoricalHinge", {}, "classes", "plain", lambda p, t: k.CategoricalHinge()(t, p)),
        ("binaryCrossEntropy", {}, "bits", "probabilities", F.binary_cross_entropy),
        ("binaryCrossEntropy", {"labelSmoothing": 0.2}, "bits", "probabilities",
         lambda p, t: k.BinaryCrossentropy(label_smoothing=0.2)(t, p)),
        ("binaryCrossEntropy", {"fromLogits": 1, "labelSmoothing": 0.1}, "bits", "plain",
         lambda p, t: F.binary_cross_entropy_with_logits(p, t * 0.9 + 0.05)),
        ("binaryFocalCrossEntropy", {}, "bits", "probabilities", torch_focal),
        ("binaryFocalCrossEntropy", {"gamma": 1.5, "alpha": 0.3}, "bits", "probabilities",
         lambda p, t: torch_focal(p, t, 1.5, 0.3)),
        ("binaryFocalCrossEntropy", {"fromLogits": 1}, "bits", "plain", lambda p, t: torch_focal(p.sigmoid(), t)),
        ("categoricalCrossEntropy", {}, "classes", "shares", lambda p, t: -(t * p.log()).sum(-1).mean()),
        ("categoricalCrossEntropy", {"labelSmoothing": 0.2}, "classes", "shares",
         lambda p, t: -((t * 0.8 + 0.2 / t.shape[-1]) * p.log()).sum(-1).mean()),
        ("categoricalCrossEntropy", {"fromLogits": 1}, "classes", "plain",
         lambda p, t: F.cross_entropy(p.reshape(-1, p.shape[-1]), t.reshape(-1, t.shape[-1]))),
        ("categoricalCrossEntropy", {"fromLogits": 1, "labelSmoothing": 0.15}, "classes", "plain",
         lambda p, t: F.cross_entropy(p.reshape(-1, p.shape[-1]), t.reshape(-1, t.shape[-1]).argmax(-1), label_smoothing=0.15)),
        ("categoricalCrossEntropy", {"fromLogits": 1}, "shares", "plain",
         lambda p, t: F.cross_entropy(p.reshape(-1, p.shape[-1]), t.reshape(-1, t.shape[-1]))),
        ("klDivergence", {}, "shares", "shares", lambda p, t: (t * (t / p).log()).sum(-1).mean()),
        ("poisson", {}, "positive", "positive", lambda p, t: (p - t * (p + 1e-7).log()).mean()),
        ("cosineSimilarity", {}, "values", "plain", lambda p, t: -F.cosine_similarity(p, t, -1).mean()),
    ]
    cases = []
    for shape in shapes:
        for name, given, form, kind, function in functions:
            raw = torch.randn(shape) * 1.5
            prediction = {"plain": raw, "positive": raw.abs() + 0.05, "probabilities": torch.sigmoid(raw),
                          "shares": raw.softmax(-1)}[kind]
            classes = F.one_hot(torch.randint(0, shape[-1], shape[:-1]), shape[-1]).float()
            target = {"values": torch.randn(shape), "positive": torch.randn(shape).abs(), "bits": torch.randint(0, 2, shape).float(),
                      "signs": torch.randint(0, 2, shape).float() * 2 - 1, "classes": classes,
                      "shares": torch.randn(shape).softmax(-1)}[form]
            p = prediction.double().requires_grad_()
            value = function(p, target.double())
            (gradient,) = torch.autograd.grad(value, p)
            cases.append({
                "name": name, "given": given, "form": form, "shape": list(shape), "prediction": numbers(prediction),
                "target": numbers(target), "loss": float(value), "gradient": numbers(gradient)})
    return cases


def random_losses():
    """The same losses over shapes drawn by the seed."""
    rng = random.Random(SEED)
    return training_losses([
        tuple(rng.randint(1, 5) for _ in range(rng.randint(1, 2))) + (rng.randint(2, 9),) for _ in range(3)])


def training_optimizers():
    """Forty steps of least squares, with PyTorch's optimizers, and Keras's where theirs is another formula."""
    o, ko = torch.optim, keras.optimizers
    # RMSProp's steps keep their size near the minimum, where they follow the gradient's rounding: its rate keeps it from there.
    # Keras's epsilon has to stand in the same place, and its zero-initialised state too, for PyTorch to be the judge.
    settings = {
        "sgd": lambda p: o.SGD(p, lr=0.05), "momentum": lambda p: o.SGD(p, lr=0.05, momentum=0.9),
        "nesterov": lambda p: o.SGD(p, lr=0.05, momentum=0.9, nesterov=True), "adam": lambda p: o.Adam(p, lr=0.05),
        "amsGrad": lambda p: o.Adam(p, lr=0.05, amsgrad=True), "adamW": lambda p: o.AdamW(p, lr=0.05, weight_decay=0.3),
        "nadam": lambda p: o.NAdam(p, lr=0.05), "adamax": lambda p: o.Adamax(p, lr=0.05, eps=1e-7),
        "adaDelta": lambda p: o.Adadelta(p, lr=0.05, rho=0.95, eps=1e-7),
        "adagrad": ko.Adagrad(0.05), "rmsProp": ko.RMSprop(0.01), "rmsProp momentum": ko.RMSprop(0.01, momentum=0.5),
        "rmsProp centered": ko.RMSprop(0.01, centered=True), "lion": ko.Lion(0.05),
        "adagrad torch": lambda p: o.Adagrad(p, lr=0.05, initial_accumulator_value=0.5),
        "rmsProp torch": lambda p: o.RMSprop(p, lr=0.01, alpha=0.9),
        "clip value": lambda p: o.SGD(p, lr=0.05), "clip norm": lambda p: o.SGD(p, lr=0.05),
        "clip global norm": lambda p: o.SGD(p, lr=0.05), "average": ko.SGD(0.05, use_ema=True, ema_momentum=0.9),
        "decay matrices": lambda p: o.AdamW([{"params": [p[0]], "weight_decay": 0.3}, {"params": [p[1]], "weight_decay": 0.0}], lr=0.05),
        "scheduled": lambda p: o.SGD(p, lr=0.05),
    }
    x, t = torch.randn(20, 3), torch.randn(20, 2)
    kernel, bias = torch.randn(3, 2), torch.randn(2)
    cases = []
    for name, make in settings.items():
        losses = []
        if callable(make):
            w, b = kernel.clone().requires_grad_(), bias.clone().requires_grad_()
            optimizer = make([w, b])
            for step in range(40):
                optimizer.zero_grad()
                loss = F.mse_loss(x @ w + b, t)
                loss.backward()
                if name == "clip value":
                    torch.nn.utils.clip_grad_value_([w, b], 0.1)
                elif name == "clip global norm":
                    torch.nn.utils.clip_grad_norm_([w, b], 0.3)
                elif name == "clip norm":
                    for parameter in (w, b):
                        torch.nn.utils.clip_grad_norm_([parameter], 0.2)
                elif name == "scheduled":
                    optimizer.param_groups[0]["lr"] = 0.05 * 0.5 ** (step / 10)
                optimizer.step()
                losses.append(float(loss))
        else:
            w, b = keras.Variable(kernel.numpy()), keras.Variable(bias.numpy())
            make.build([w, b])
            for _ in range(40):
                tensors = [w.value.detach().clone().requires_grad_(), b.value.detach().clone().requires_grad_()]
                loss = F.mse_loss(x @ tensors[0] + tensors[1], t)
                gradients = torch.autograd.grad(loss, tensors)
                with torch.no_grad():
                    make.apply_gradients(zip(gradients, [w, b]))
                losses.append(float(loss))
            make.finalize_variable_values([w, b])
            w, b = w.value, b.value
        cases.append({"name": name, "losses": losses, "kernel": numbers(w), "bias": numbers(b)})
    return {"x": numbers(x), "t": numbers(t), "kernel": numbers(kernel), "bias": numbers(bias), "cases": cases}


def random_optimizers():
    """Four settings of each rule, drawn by the seed: twenty steps of least squares over a random shape."""
    rng = random.Random(SEED)
    o, ko = torch.optim, keras.optimizers

    def between(low, high):
        return float(f"{rng.uniform(low, high):.3g}")

    def drawn(rule):
        # RMSProp's steps keep their size near the minimum, where they follow the gradient's rounding: a small rate keeps it away.
        given = {"learningRate": between(0.002, 0.01) if rule == "rmsProp" else between(0.005, 0.05)}
        if rule in ("sgd", "rmsProp"):
            given["momentum"] = between(0, 0.95)
        if rule in ("adam", "adamW", "nadam", "adamax", "lion"):
            given |= {"beta1": between(0.5, 0.95), "beta2": between(0.8, 0.999)}
        if rule in ("adam", "adamW", "nadam", "adamax", "adaDelta", "rmsProp", "adagrad"):
            given["epsilon"] = rng.choice([1e-8, 1e-6, 1e-4])
        if rule in ("rmsProp", "adaDelta"):
            given["rho"] = between(0.7, 0.99)
        if rule == "sgd":
            given["nesterov"] = int(rng.random() < 0.5)
        if rule == "adam":
            given["amsgrad"] = int(rng.random() < 0.5)
        if rule == "rmsProp":
            given["centered"] = int(rng.random() < 0.5)
        if rule == "adamW":
            given["weightDecay"] = between(0, 0.5)
        if rule == "nadam":
            given["momentumDecay"] = between(0.001, 0.02)
        if rule == "adagrad":
            given["initial"] = between(0, 0.5)
        return given

    def made(rule, g):
        lr, betas, eps = g["learningRate"], (g.get("beta1"), g.get("beta2")), g.get("epsilon")
        return {
            "sgd": lambda p: o.SGD(p, lr, g["momentum"], nesterov=bool(g["nesterov"] and g["momentum"])),
            "adam": lambda p: o.Adam(p, lr, betas, eps, amsgrad=bool(g["amsgrad"])),
            "adamW": lambda p: o.AdamW(p, lr, betas, eps, g["weightDecay"]),
            "nadam": lambda p: o.NAdam(p, lr, betas, eps, momentum_decay=g["momentumDecay"]),
            "adaDelta": lambda p: o.Adadelta(p, lr, g["rho"], eps),
            # PyTorch's epsilon stands within the maximum, Keras's beside it.
            "adamax": lambda p: ko.Adamax(lr, *betas, eps),
            "adagrad": lambda p: ko.Adagrad(lr, g["initial"], eps), "lion": lambda p: ko.Lion(lr, *betas),
            "rmsProp": lambda p: ko.RMSprop(lr, g["rho"], g["momentum"], eps, bool(g["centered"])),
        }[rule]

    cases = []
    for rule in ["sgd", "adam", "adamW", "nadam", "adamax", "adaDelta", "adagrad", "lion", "rmsProp"]:
        for _ in range(4):
            given, rows, inputs, units = drawn(rule), rng.randint(4, 9), rng.randint(1, 4), rng.randint(1, 4)
            x, t = torch.randn(rows, inputs), torch.randn(rows, units)
            kernel, bias = torch.randn(inputs, units), torch.randn(units)
            w, b, losses = kernel.clone().requires_grad_(), bias.clone().requires_grad_(), []
            optimizer = made(rule, given)([w, b])
            isKeras = not isinstance(optimizer, o.Optimizer)
            variables = [keras.Variable(kernel.numpy()), keras.Variable(bias.numpy())] if isKeras else None
            if isKeras:
                optimizer.build(variables)
            for _ in range(20):
                leaves = [v.value.detach().clone().requires_grad_() for v in variables] if isKeras else [w, b]
                loss = F.mse_loss(x @ leaves[0] + leaves[1], t)
                gradients = torch.autograd.grad(loss, leaves)
                losses.append(float(loss))
                if isKeras:
                    with torch.no_grad():
                        optimizer.apply_gradients(zip(gradients, variables))
                else:
                    w.grad, b.grad = gradients
                    optimizer.step()
            ends = [v.value for v in variables] if isKeras else [w, b]
            cases.append({
                "rule": rule, "given": given, "shape": [rows, inputs, units], "x": numbers(x), "t": numbers(t),
                "kernel": numbers(kernel), "bias": numbers(bias), "losses": losses, "finalKernel": numbers(ends[0]),
                "finalBias": numbers(ends[1])})
    return cases


def random_schedules():
    """Three settings of each of Keras's schedules, drawn by the seed, at steps far apart."""
    rng = random.Random(SEED)
    s = keras.optimizers.schedules

    def between(low, high):
        return float(f"{rng.uniform(low, high):.3g}")

    cases = []
    for _ in range(3):
        initial, steps = between(0.01, 1), rng.randint(3, 40)
        rate, alpha, stairs = between(0.2, 0.99), between(0, 0.5), rng.random() < 0.5
        end, power, cycle = between(0, 0.01), between(0.5, 3), rng.random() < 0.5
        target, warmup, t, m = between(0.5, 2), rng.randint(1, 9), between(1.1, 3), between(0.5, 1)
        bounds = sorted(rng.sample(range(1, 60), 3))
        values = [between(0.01, 1) for _ in range(4)]
        made = {
            "exponential": s.ExponentialDecay(initial, steps, rate, stairs),
            "inverse": s.InverseTimeDecay(initial, steps, rate, stairs),
            "polynomial": s.PolynomialDecay(initial, steps, end, power, cycle),
            "cosine": s.CosineDecay(initial, steps, alpha), "restarts": s.CosineDecayRestarts(initial, steps, t, m, alpha),
            "warmup": s.CosineDecay(initial, steps, alpha, warmup_target=target, warmup_steps=warmup),
            "piecewise": s.PiecewiseConstantDecay(bounds, values),
        }
        given = dict(initial=initial, steps=steps, rate=rate, alpha=alpha, stairs=int(stairs), end=end, power=power,
                     cycle=int(cycle), target=target, warmup=warmup, t=t, m=m)
        for name, schedule in made.items():
            cases.append({
                "name": name, "given": given, "boundaries": bounds, "values": values,
                "rates": [float(schedule(step)) for step in range(0, 70, 3)]})
    return cases


def constraints():
    """Keras's constraints on kernels of dense layers and convolutions."""
    k = keras.constraints
    made = {
        "maxNorm": lambda axes: k.MaxNorm(0.9, axis=axes), "unitNorm": lambda axes: k.UnitNorm(axis=axes),
        "minMaxNorm": lambda axes: k.MinMaxNorm(0.8, 1.1, 0.6, axis=axes), "nonNegative": lambda axes: k.NonNeg(),
    }
    cases = []
    for shape in [(3, 4), (5, 1), (2, 2, 3, 4)]:
        for name, make in made.items():
            weights = torch.randn(shape)
            result = make(list(range(len(shape) - 1)))(weights)
            cases.append({"name": name, "shape": list(shape), "weights": numbers(weights), "result": numbers(result)})
    return cases


def schedules():
    s = keras.optimizers.schedules
    made = {
        "exponential": s.ExponentialDecay(0.1, 7, 0.8), "staircase": s.ExponentialDecay(0.1, 7, 0.8, staircase=True),
        "piecewise": s.PiecewiseConstantDecay([5, 12], [0.1, 0.05, 0.01]),
        "inverse": s.InverseTimeDecay(0.1, 7, 0.5), "inverse staircase": s.InverseTimeDecay(0.1, 7, 0.5, staircase=True),
        "polynomial": s.PolynomialDecay(0.1, 20, 0.01, power=2.0), "cycle": s.PolynomialDecay(0.1, 8, 0.01, cycle=True),
        "cosine": s.CosineDecay(0.1, 20, alpha=0.1), "warmup": s.CosineDecay(0.1, 20, warmup_target=0.4, warmup_steps=6),
        "restarts": s.CosineDecayRestarts(0.1, 5, t_mul=2.0, m_mul=0.8, alpha=0.05),
        "even restarts": s.CosineDecayRestarts(0.1, 5, t_mul=1.0),
    }
    return [{"name": name, "rates": [float(schedule(step)) for step in range(41)]} for name, schedule in made.items()]


def training_metrics():
    """scikit-learn's numbers: on probabilities of classes, on one output, and on values."""
    import numpy as np
    import sklearn.metrics as m

    random = np.random.RandomState(SEED % 2**31)
    cases = []
    for rows, classes in [(23, 3), (60, 5), (9, 2)]:
        scores = random.dirichlet(np.ones(classes), rows).round(2)
        scores[:, 0] += 1 - scores.sum(1)
        scores = scores.astype(np.float32)
        labels = random.randint(0, classes, rows)
        labels[:classes] = range(classes)
        found = scores.argmax(1)
        values = {
            "accuracy": m.accuracy_score(labels, found), "microF1": m.f1_score(labels, found, average="micro"),
            "top2Accuracy": m.top_k_accuracy_score(labels, scores, k=2, labels=range(classes)) if classes > 2 else 1.0,
        }
        areas = [m.roc_auc_score(labels == c, scores[:, c]) for c in range(classes)]
        values["auc"] = float(np.mean(areas))
        for name, function in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)]:
            title = name[0].upper() + name[1:]
            for average in ["macro", "weighted"]:
                values[average + title] = function(labels, found, average=average, zero_division=0)
            each = function(labels, found, average=None, labels=range(classes), zero_division=0)
            values.update({f"{name} {c}": float(value) for c, value in enumerate(each)})
        cases.append({
            "form": "classes", "rows": rows, "columns": classes, "prediction": [float(v) for v in scores.reshape(-1)],
            "target": [float(v) for v in labels], "values": {k: float(v) for k, v in values.items()},
            "matrix": m.confusion_matrix(labels, found, labels=range(classes)).tolist()})
    for rows in [12, 41]:
        score, labels = random.rand(rows).round(1).astype(np.float32), random.randint(0, 2, rows)
        labels[:2] = [0, 1]
        found = score > 0.5
        cases.append({
            "form": "binary", "rows": rows, "columns": 1, "prediction": [float(v) for v in score],
            "target": [float(v) for v in labels],
            "values": {
                "accuracy": m.accuracy_score(labels, found), "precision": m.precision_score(labels, found, zero_division=0),
                "recall": m.recall_score(labels, found), "f1": m.f1_score(labels, found), "auc": m.roc_auc_score(labels, score),
            },
            "matrix": m.confusion_matrix(labels, found, labels=[0, 1]).tolist()})
    for rows, columns in [(17, 1), (30, 3)]:
        y, t = random.randn(rows, columns).astype(np.float32), random.randn(rows, columns).astype(np.float32)
        dots = (y * t).sum(1) / np.linalg.norm(y, axis=1) / np.linalg.norm(t, axis=1)
        cases.append({
            "form": "values", "rows": rows, "columns": columns, "prediction": [float(v) for v in y.reshape(-1)],
            "target": [float(v) for v in t.reshape(-1)],
            "values": {
                "meanAbsoluteError": float(m.mean_absolute_error(t, y)), "meanSquaredError": float(m.mean_squared_error(t, y)),
                "rootMeanSquaredError": float(m.mean_squared_error(t, y)) ** 0.5, "r2": float(m.r2_score(t, y)),
                "meanAbsolutePercentageError": 100 * float(m.mean_absolute_percentage_error(t, y)),
                "cosineSimilarity": float(dots.mean()),
            },
            "matrix": []})
    return cases


def main():
    torch.set_num_threads(1)
    makers = [training_activations, row_activations, learned_relu, training_losses, training_optimizers, schedules, training_metrics,
              random_losses, random_optimizers, random_schedules, constraints]
    for make in makers:
        if len(sys.argv) > 1 and make.__name__ not in sys.argv[1:]:
            continue
        torch.manual_seed(SEED)
        path = HERE / f"{make.__name__}.json"
        path.write_text(json.dumps(make(), separators=(",", ":")) + "\n")
        print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
