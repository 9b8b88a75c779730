"""Writes the PyTorch answers that the tests of convolution and pooling compare with: python make_convolution_fixtures.py

A case is a layer, an input, weights in Keras's layout, targets, and in float64 the output, the mean squared error and its
gradients for input and weights. Inputs and weights are multiples of 1/64, so that float32 holds them exactly and the text is
short. What PyTorch names or pads differently than Keras is written out here: padding "same" with more behind than in front,
kernels [height, width, in, out], moving statistics. Beside the shapes chosen by hand there are random ones. Needs torch only;
the seed below fixes every number. With names behind the command, only those files are written.
"""

import json
import math
import pathlib
import random
import sys

import torch
import torch.nn.functional as F

SEED = 20240611
HERE = pathlib.Path(__file__).parent
ACTIVATIONS = {
    "identity": lambda z: z,
    "relu": F.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "gelu": F.gelu,
    "softmax": lambda z: z.softmax(-1),
}


def draw(*shape):
    return (torch.randn(*shape) * 64).round() / 64


def pair(value):
    return value if isinstance(value, list) else [value, value]


def same(length, span, stride):
    total = max((-(-length // stride) - 1) * stride + span - length, 0)
    return total // 2, total - total // 2


def padded(x, spans, strides, padding, value=0.0):
    """x is [batch, channels, height, width]."""
    if padding == "valid":
        return x
    if padding == "causal":
        return F.pad(x, (spans[1] - 1, 0, 0, 0), value=value)
    top, bottom = same(x.shape[2], spans[0], strides[0])
    left, right = same(x.shape[3], spans[1], strides[1])
    return F.pad(x, (left, right, top, bottom), value=value)


def convolution(x, w, b, o):
    size, strides, dilation = o["kernelSize"], o["strides"], o["dilationRate"]
    spans = [(k - 1) * d + 1 for k, d in zip(size, dilation)]
    return F.conv2d(
        padded(x, spans, strides, o["padding"]), w.permute(3, 2, 0, 1), b, strides, 0, dilation, o["groups"])


def depthwise(x, w, b, o):
    height, width, channels, multiplier = w.shape
    kernel = w.reshape(height, width, 1, channels * multiplier)
    return convolution(x, kernel, b, dict(o, groups=channels))


def transposed(x, w, b, o):
    size, strides, dilation = o["kernelSize"], o["strides"], o["dilationRate"]
    spans = [(k - 1) * d + 1 for k, d in zip(size, dilation)]
    full = F.conv_transpose2d(x.contiguous(), w.permute(3, 2, 0, 1).contiguous(), None, strides, 0, 0, 1, dilation)
    lengths, crops = [], []
    for axis in (0, 1):
        length, span, stride, extra = x.shape[2 + axis], spans[axis], strides[axis], o["outputPadding"]
        if o["padding"] == "valid":
            out = length * stride + max(span - stride, 0) if extra is None else (length - 1) * stride + span + extra[axis]
            crop = 0
        else:
            out = length * stride if extra is None else (length - 1) * stride + span - 2 * (span // 2) + extra[axis]
            crop = max((length - 1) * stride + span - out, 0) // 2
        if o["axes"] == 1 and axis == 0:
            out, crop = 1, 0
        lengths.append(out)
        crops.append(crop)
    full = F.pad(full, (0, max(0, crops[1] + lengths[1] - full.shape[3]), 0, max(0, crops[0] + lengths[0] - full.shape[2])))
    cut = full[:, :, crops[0]:crops[0] + lengths[0], crops[1]:crops[1] + lengths[1]]
    return cut if b is None else cut + b[:, None, None]


def pooling(x, o):
    size, strides = o["poolSize"], o["strides"]
    if o["kind"] == "max":
        return F.max_pool2d(padded(x, size, strides, o["padding"], -math.inf), size, strides)
    ones = padded(torch.ones_like(x), size, strides, o["padding"])
    return F.avg_pool2d(padded(x, size, strides, o["padding"]), size, strides) / F.avg_pool2d(ones, size, strides)


def batch_normalization(x, gamma, beta, moving_mean, moving_variance, o):
    """x is [batch, …, channels]; returns the output and the new moving statistics."""
    rows = x.reshape(-1, x.shape[-1])
    mean, variance = rows.mean(0), rows.var(0, correction=0)
    moving = [
        old * o["momentum"] + new * (1 - o["momentum"]) for old, new in ((moving_mean, mean), (moving_variance, variance))]
    if not o["training"]:
        mean, variance = moving_mean, moving_variance
    return (x - mean) / (variance + o["epsilon"]).sqrt() * gamma + beta, moving


def run(layer, options, shape, weight_shapes, function, batch=2):
    """function(x as [batch, channels, height, width], weights) -> the same form."""
    one_axis = len(shape) == 2
    x32, weights32 = draw(batch, *shape), [draw(*s) / 2 for s in weight_shapes]
    x = x32.double().requires_grad_()
    weights = [w.double().requires_grad_() for w in weights32]
    picture = (x[:, None] if one_axis else x).permute(0, 3, 1, 2)
    y = function(picture, weights).permute(0, 2, 3, 1)
    if one_axis:
        y = y[:, 0]
    y = ACTIVATIONS[options.get("activation", "identity")](y)
    target = draw(*y.shape)
    loss = ((y - target.double()) ** 2).mean()
    gradients = torch.autograd.grad(loss, [x] + weights)
    return {
        "layer": layer, "options": options, "batch": batch, "inputShape": list(shape), "outputShape": list(y.shape[1:]),
        "x": numbers(x32), "weights": [numbers(w) for w in weights32], "target": numbers(target), "y": numbers(y),
        "loss": float(loss.detach()), "inputGradient": numbers(gradients[0]), "gradients": [numbers(g) for g in gradients[1:]],
    }


def numbers(tensor):
    # Nine digits tell float32 numbers apart.
    return [float(f"{float(value):.9g}") for value in tensor.detach().to(torch.float64).reshape(-1)]


def convolutions():
    cases = []

    def add(axes, shape, filters, size, strides=1, padding="valid", dilation=1, groups=1, activation="identity", bias=True,
            batch=2):
        size, strides, dilation = pair(size), pair(strides), pair(dilation)
        if axes == 1:
            size, strides, dilation = [1, size[1]], [1, strides[1]], [1, dilation[1]]
        o = dict(axes=axes, filters=filters, kernelSize=size, strides=strides, padding=padding, dilationRate=dilation,
                 groups=groups, activation=activation, bias=bias)
        kernel = size + [shape[-1] // groups, filters]
        weights = [kernel] + ([[filters]] if bias else [])
        cases.append(run(
            f"Conv{axes}D", o, shape, weights, lambda x, w: convolution(x, w[0], w[1] if bias else None, o), batch))

    add(2, [5, 6, 1], 3, 3)
    add(2, [1, 1, 1], 1, 1)
    add(2, [7, 5, 2], 4, [3, 2], padding="same", activation="relu")
    add(2, [6, 7, 3], 5, [2, 3], strides=2, activation="tanh")
    add(2, [7, 6, 3], 2, 3, strides=2, padding="same", activation="gelu")
    add(2, [8, 7, 2], 3, 3, strides=[3, 2], padding="same", bias=False)
    add(2, [9, 8, 1], 2, 2, strides=3, activation="sigmoid")
    add(2, [7, 7, 2], 3, 3, dilation=2, padding="same")
    add(2, [8, 7, 2], 2, [2, 3], dilation=[3, 2])
    add(2, [6, 6, 4], 6, 3, groups=2, padding="same", activation="relu")
    add(2, [5, 5, 3], 6, 3, groups=3)
    add(2, [4, 4, 5], 7, 1, activation="softmax")
    add(2, [3, 3, 2], 9, 3, batch=3)
    add(2, [6, 5, 2], 17, 3, padding="same", activation="relu", batch=1)
    add(2, [5, 4, 9], 3, 2, strides=2, padding="same")
    add(2, [9, 9, 2], 2, 4, padding="same", strides=2, dilation=1)
    add(2, [3, 3, 2], 2, 5, padding="same")
    add(1, [8, 3], 4, 3)
    add(1, [9, 2], 3, 4, padding="same", strides=2, activation="relu")
    add(1, [9, 2], 3, 3, padding="causal", dilation=2, activation="tanh")
    add(1, [10, 2], 2, 3, padding="causal", strides=2)
    add(1, [7, 4], 6, 2, groups=2, bias=False)
    add(1, [5, 1], 1, 1)
    return cases


def depthwise_convolutions():
    cases = []

    def add(shape, multiplier, size, strides=1, padding="valid", dilation=1, activation="identity", bias=True):
        size, strides, dilation = pair(size), pair(strides), pair(dilation)
        o = dict(axes=2, kernelSize=size, strides=strides, padding=padding, dilationRate=dilation,
                 depthMultiplier=multiplier, activation=activation, bias=bias)
        weights = [size + [shape[-1], multiplier]] + ([[shape[-1] * multiplier]] if bias else [])
        cases.append(run(
            "DepthwiseConv2D", o, shape, weights, lambda x, w: depthwise(x, w[0], w[1] if bias else None, o)))

    add([5, 6, 3], 1, 3, padding="same", activation="relu")
    add([6, 5, 2], 2, [2, 3], bias=False)
    add([7, 7, 9], 1, 3, strides=2, padding="same")
    add([6, 6, 2], 3, 2, dilation=2)
    o = dict(axes=2, filters=4, kernelSize=[3, 3], strides=[1, 1], padding="same", dilationRate=[1, 1], depthMultiplier=2,
             activation="tanh", bias=True, groups=1)
    pointwise = dict(o, kernelSize=[1, 1], padding="valid")
    cases.append(run(
        "SeparableConv2D", o, [5, 4, 3], [[3, 3, 3, 2], [1, 1, 6, 4], [4]],
        lambda x, w: convolution(depthwise(x, w[0], None, o), w[1], w[2], pointwise)))
    return cases


def transposed_convolutions():
    cases = []

    def add(axes, shape, filters, size, strides=1, padding="valid", dilation=1, extra=None, activation="identity",
            bias=True):
        size, strides, dilation = pair(size), pair(strides), pair(dilation)
        if axes == 1:
            size, strides, dilation = [1, size[1]], [1, strides[1]], [1, dilation[1]]
        o = dict(axes=axes, filters=filters, kernelSize=size, strides=strides, padding=padding, dilationRate=dilation,
                 outputPadding=extra if extra is None else pair(extra), activation=activation, bias=bias)
        weights = [size + [filters, shape[-1]]] + ([[filters]] if bias else [])
        cases.append(run(
            f"Conv{axes}DTranspose", o, shape, weights, lambda x, w: transposed(x, w[0], w[1] if bias else None, o)))

    add(2, [3, 4, 2], 3, 3)
    add(2, [3, 4, 2], 3, 3, strides=2, padding="same", activation="relu")
    add(2, [4, 3, 3], 2, [2, 3], strides=[2, 3], activation="tanh")
    add(2, [3, 3, 2], 2, 2, strides=3)
    add(2, [3, 3, 2], 2, 4, strides=2, padding="same", bias=False)
    add(2, [3, 4, 2], 2, 3, padding="same", dilation=2)
    add(2, [3, 4, 2], 2, 3, strides=2, padding="same", extra=0)
    add(2, [3, 4, 1], 2, 3, strides=2, extra=1)
    add(2, [2, 2, 9], 17, 2, strides=2, activation="gelu")
    add(1, [5, 3], 2, 3, strides=2, padding="same", activation="sigmoid")
    add(1, [4, 2], 3, 4, strides=2)
    return cases


def poolings():
    cases = []

    def add(axes, kind, shape, size, strides=None, padding="valid"):
        size = pair(size)
        strides = pair(strides) if strides else size
        if axes == 1:
            size, strides = [1, size[1]], [1, strides[1]]
        o = dict(axes=axes, kind=kind, poolSize=size, strides=strides, padding=padding)
        layer = {"max": "MaxPooling", "mean": "AveragePooling"}[kind]
        cases.append(run(f"{layer}{axes}D", o, shape, [], lambda x, w: pooling(x, o)))

    for kind in ("max", "mean"):
        add(2, kind, [6, 4, 3], 2)
        add(2, kind, [7, 5, 2], [2, 3])
        add(2, kind, [7, 6, 9], 3, strides=2)
        add(2, kind, [7, 5, 2], 3, strides=2, padding="same")
        add(2, kind, [5, 6, 1], 2, padding="same")
        add(2, kind, [6, 6, 2], 2, strides=3)
        add(1, kind, [9, 3], 2)
        add(1, kind, [8, 2], 3, strides=2, padding="same")
    for kind, function in (("Max", torch.amax), ("Average", torch.mean)):
        cases.append(run(f"Global{kind}Pooling2D", {}, [4, 5, 3], [], lambda x, w: function(x, (2, 3), keepdim=True)))
        cases.append(run(f"Global{kind}Pooling1D", {}, [6, 3], [], lambda x, w: function(x, (2, 3), keepdim=True)))

    def grow(size, mode):
        return lambda x, w: F.interpolate(
            x, scale_factor=tuple(size), mode=mode, **({"align_corners": False} if mode == "bilinear" else {}))

    for size in ([2, 2], [3, 2], [1, 4]):
        for mode in ("nearest", "bilinear"):
            cases.append(run("UpSampling2D", dict(size=size, interpolation=mode), [3, 4, 2], [], grow(size, mode)))
    cases.append(run("UpSampling1D", dict(size=[1, 3]), [4, 3], [], grow([1, 3], "nearest")))
    margins = [1, 0, 2, 3]
    top, bottom, left, right = margins
    cases.append(run(
        "ZeroPadding2D", dict(margins=margins), [3, 4, 2], [], lambda x, w: F.pad(x, (left, right, top, bottom))))
    cases.append(run(
        "Cropping2D", dict(margins=margins), [4, 7, 2], [],
        lambda x, w: x[:, :, top:x.shape[2] - bottom, left:x.shape[3] - right]))
    cases.append(run("ZeroPadding1D", dict(margins=[0, 0, 2, 1]), [3, 2], [], lambda x, w: F.pad(x, (2, 1, 0, 0))))
    cases.append(run("Cropping1D", dict(margins=[0, 0, 2, 1]), [6, 2], [], lambda x, w: x[:, :, :, 2:-1]))
    return cases


def batch_normalizations():
    cases = []
    for shape, batch in (([3], 5), ([5, 4], 3), ([3, 4, 9], 2), ([2, 2, 17], 3), ([1], 7)):
        for training in (True, False):
            o = dict(momentum=0.9, epsilon=1e-3, training=training)
            channels = shape[-1]
            x32 = draw(batch, *shape) * 1.5 + 0.5
            weights32 = [draw(channels), draw(channels), draw(channels) / 4, draw(channels).abs() + 0.25]
            x = x32.double().requires_grad_()
            weights = [w.double() for w in weights32]
            gamma, beta = weights[0].requires_grad_(), weights[1].requires_grad_()
            y, moving = batch_normalization(x, gamma, beta, weights[2], weights[3], o)
            target = draw(*y.shape)
            loss = ((y - target.double()) ** 2).mean()
            gradients = torch.autograd.grad(loss, [x, gamma, beta])
            cases.append({
                "options": o, "batch": batch, "inputShape": shape, "x": numbers(x32),
                "weights": [numbers(w) for w in weights32], "target": numbers(target), "y": numbers(y),
                "loss": float(loss.detach()), "inputGradient": numbers(gradients[0]), "gradients": [numbers(g) for g in gradients[1:]],
                "moving": [numbers(m) for m in moving],
            })
    return cases


def random_layers():
    """Four cases of each layer, with arguments and shapes drawn by the seed."""
    rng = random.Random(SEED)
    cases = []

    def pairs(low, high, axes):
        return [1 if axes == 1 else rng.randint(low, high), rng.randint(low, high)]

    def shape(axes):
        return [rng.randint(3, 5) for _ in range(axes)] + [rng.randint(1, 4)]

    def add(layer, options, inputs, weights, function):
        try:
            cases.append(run(layer, options, inputs, weights, function, batch=rng.randint(1, 3)))
            return True
        except RuntimeError:  # a window larger than what it should slide over
            return False

    def convolve(kind, axes):
        inputs = shape(axes)
        channels = inputs[-1]
        groups = rng.choice([g for g in range(1, channels + 1) if channels % g == 0]) if kind == "Conv" else 1
        filters, multiplier = groups * rng.randint(1, 3), rng.randint(1, 2)
        o = dict(
            axes=axes, filters=filters, kernelSize=pairs(1, 3, axes), strides=pairs(1, 2, axes),
            padding=rng.choice(["valid", "same"] + (["causal"] if axes == 1 and kind == "Conv" else [])),
            dilationRate=pairs(1, 2, axes), groups=groups, depthMultiplier=multiplier, outputPadding=None,
            activation=rng.choice(list(ACTIVATIONS)), bias=rng.random() < 0.7)
        size, bias = o["kernelSize"], o["bias"]

        def last(w, index):
            return w[index] if bias else None

        if kind == "Conv":
            kernel = size + [channels // groups, filters]
            weights = [kernel] + ([[filters]] if bias else [])
            return add(f"Conv{axes}D", o, inputs, weights, lambda x, w: convolution(x, w[0], last(w, 1), o))
        if kind == "Depthwise":
            weights = [size + [channels, multiplier]] + ([[channels * multiplier]] if bias else [])
            return add("DepthwiseConv2D", o, inputs, weights, lambda x, w: depthwise(x, w[0], last(w, 1), o))
        if kind == "Separable":
            pointwise = dict(o, kernelSize=[1, 1], padding="valid", strides=[1, 1], dilationRate=[1, 1])
            weights = [size + [channels, multiplier], [1, 1, channels * multiplier, filters]]
            return add(
                "SeparableConv2D", o, inputs, weights + ([[filters]] if bias else []),
                lambda x, w: convolution(depthwise(x, w[0], None, o), w[1], last(w, 2), pointwise))
        weights = [size + [filters, channels]] + ([[filters]] if bias else [])
        return add(f"Conv{axes}DTranspose", o, inputs, weights, lambda x, w: transposed(x, w[0], last(w, 1), o))

    def pool(kind, axes):
        o = dict(axes=axes, kind=kind, poolSize=pairs(1, 3, axes), strides=pairs(1, 3, axes),
                 padding=rng.choice(["valid", "same"]))
        layer = {"max": "MaxPooling", "mean": "AveragePooling"}[kind]
        return add(f"{layer}{axes}D", o, shape(axes), [], lambda x, w: pooling(x, o))

    makers = [lambda: convolve("Conv", 1), lambda: convolve("Conv", 2), lambda: convolve("Depthwise", 2),
              lambda: convolve("Separable", 2), lambda: convolve("Transpose", 1), lambda: convolve("Transpose", 2),
              lambda: pool("max", 1), lambda: pool("max", 2), lambda: pool("mean", 1), lambda: pool("mean", 2)]
    for make in makers:
        made = 0
        while made < 4:
            made += make()
    return cases


def main():
    torch.set_num_threads(1)
    files = {
        "convolutions": lambda: convolutions() + depthwise_convolutions(),
        "transposedConvolutions": transposed_convolutions,
        "poolings": poolings,
        "batchNormalizations": batch_normalizations,
        "randomConvolutions": random_layers,
    }
    torch.manual_seed(SEED)
    for name, make in files.items():
        if name.startswith("random"):
            torch.manual_seed(SEED + 1)
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        path = HERE / f"{name}.json"
        path.write_text(json.dumps(make(), separators=(",", ":")) + "\n")
        print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
