"""Writes the answers that the recurrent layers' tests compare with: python make_recurrent_fixtures.py

Each case is a network [masking,] dense, recurrent layer, mean squared error; in float64 from float32 numbers: inputs, weights
in the engine's (Keras's) layout, output, loss and the gradients of all weights (the dense layer's pass through the gradient
of the recurrent layer's input).

The steps are written out here, with masks and any activation. Where PyTorch has the layer, its own (`nn.RNN`, `nn.LSTM`,
`nn.GRU`, weights converted by `from_torch`) must give the same to 1e-12, and where Keras is installed, Keras's must agree
to float32's precision; otherwise nothing is written. Needs torch.
"""

import json
import os
import pathlib
import random
import sys

import torch
import torch.nn.functional as F

os.environ.setdefault("KERAS_BACKEND", "torch")
try:
    import keras
except ImportError:
    keras = None

SEED = 20261124
HERE = pathlib.Path(__file__).parent
GATES = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}
FUNCTIONS = {
    "tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": F.relu, "identity": lambda x: x, "softsign": F.softsign,
    "hardSigmoid": F.hardsigmoid, "silu": F.silu, "softplus": F.softplus, "elu": F.elu,
}


def draw(*shape, scale=1.0):
    """Three decimals say these numbers exactly, which keeps the files short."""
    return torch.round(torch.randn(*shape) * scale * 1000) / 1000


def numbers(tensor):
    """Seven digits: all of a drawn number, and more of an answer than its tolerance asks for."""
    return [float(f"{value:.7g}") for value in tensor.detach().double().reshape(-1).tolist()]


def array(tensor):
    return {"shape": list(tensor.shape), "scalars": numbers(tensor)}


def from_torch(kind, module, suffix=""):
    """PyTorch's weights [gates * units, inputs] in Keras's layout [inputs, gates * units].

    LSTM: i, f, g, o = Keras's i, f, c, o; the two biases are added up. GRU: r, z, n become z, r, h, with both biases."""
    units = module.hidden_size
    w, u = getattr(module, "weight_ih_l0" + suffix), getattr(module, "weight_hh_l0" + suffix)
    a, b = getattr(module, "bias_ih_l0" + suffix), getattr(module, "bias_hh_l0" + suffix)
    if kind != "GRU":
        return w.T, u.T, a + b

    def turned(array):
        r, z, n = array.split(units)
        return torch.cat([z, r, n])

    return turned(w).T, turned(u).T, torch.stack([turned(a), turned(b)])


def step(kind, x, state, weights, f, gate):
    w, u, b = weights
    h = state[0]
    if kind == "SimpleRNN":
        return (f(x @ w + h @ u + b),)
    if kind == "LSTM":
        i, forget, g, o = (x @ w + h @ u + b).chunk(4, 1)
        c = gate(forget) * state[1] + gate(i) * f(g)
        return gate(o) * f(c), c
    xz, xr, xh = (x @ w + b[0]).chunk(3, 1)
    hz, hr, hh = (h @ u + b[1]).chunk(3, 1)
    z, r = gate(xz + hz), gate(xr + hr)
    return (z * h + (1 - z) * f(xh + r * hh),)


def walk(kind, x, weights, f, gate, mask=None, state=None, backwards=False):
    """h of every step in the order walked, and the last state."""
    batch, time, _ = x.shape
    units = weights[1].shape[0]
    state = state or tuple(x.new_zeros(batch, units) for _ in range(2 if kind == "LSTM" else 1))
    steps = []
    for t in reversed(range(time)) if backwards else range(time):
        new = step(kind, x[:, t], state, weights, f, gate)
        if mask is not None:
            keep = mask[:, t:t + 1]
            new = tuple(torch.where(keep, n, s) for n, s in zip(new, state))
        state = new
        steps.append(state[0])
    return torch.stack(steps, 1), state


def draw_weights(kind, features, units):
    columns = GATES[kind] * units
    bias = draw(2, columns, scale=0.3) if kind == "GRU" else draw(columns, scale=0.3)
    return [draw(features, columns, scale=0.6), draw(units, columns, scale=units**-0.5), bias]


def check_torch(kind, x, weights, steps):
    module = {"SimpleRNN": torch.nn.RNN, "LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU}[kind]
    features, units = x.shape[2], weights[1].shape[0]
    module = module(features, units, batch_first=True).double()
    w, u, b = weights

    def turned(array):  # Keras's z, r, h to PyTorch's r, z, n; it is its own inverse
        z, r, n = array.split(units)
        return torch.cat([r, z, n])

    order = turned if kind == "GRU" else lambda array: array
    with torch.no_grad():
        module.weight_ih_l0.copy_(order(w.T))
        module.weight_hh_l0.copy_(order(u.T))
        module.bias_ih_l0.copy_(order(b[0] if kind == "GRU" else b))
        module.bias_hh_l0.copy_(order(b[1]) if kind == "GRU" else torch.zeros_like(b))
        back = from_torch(kind, module)
        assert all(torch.allclose(one, other, atol=1e-14) for one, other in zip(back, weights))
    assert (module(x)[0] - steps).abs().max() < 1e-12


def check_keras(case, x, weights, result, mask):
    if keras is None:
        return
    names = {"identity": "linear", "hardSigmoid": "hard_sigmoid"}
    options = dict(
        activation=names.get(case["activation"], case["activation"]), return_sequences=case["returnSequences"],
        go_backwards=case["goBackwards"])
    if case["layer"] != "SimpleRNN":
        gate = case["recurrentActivation"]
        options["recurrent_activation"] = names.get(gate, gate)
    layer = getattr(keras.layers, case["layer"])(case["units"], **options)
    if case["merge"]:
        modes = {"concatenate": "concat", "sum": "sum", "average": "ave", "multiply": "mul"}
        layer = keras.layers.Bidirectional(layer, merge_mode=modes[case["merge"]])
    layer.build(x.shape)
    layer.set_weights([w.detach().float().numpy() for w in weights])
    if mask is not None:
        answer = layer(x.float().detach(), mask=mask)
    else:
        answer = layer(x.float().detach())
    distance = (answer.detach().cpu().double() - result).abs().max()
    assert distance < 2e-5 * (1 + result.abs().max()), case["name"]


def make(name, layer, batch, time, features, units, activation="tanh", recurrentActivation="sigmoid", returnSequences=True,
         goBackwards=False, merge=None, masked=False, inputs=2):
    case = dict(name=name, layer=layer, units=units, activation=activation, recurrentActivation=recurrentActivation,
                returnSequences=returnSequences, goBackwards=goBackwards, merge=merge, masked=masked)
    x = draw(batch, time, inputs)
    mask = None
    if masked:
        mask = torch.rand(batch, time) < 0.6
        mask[0] = False  # nothing left of one sample
        x = torch.where(mask[..., None], x, torch.zeros(()))
    dense = [draw(inputs, features, scale=0.7), draw(features, scale=0.3)]
    weights = dense + draw_weights(layer, features, units) + (draw_weights(layer, features, units) if merge else [])
    weights = [w.float().double().requires_grad_() for w in weights]
    f, gate = FUNCTIONS[activation], FUNCTIONS[recurrentActivation]
    inner = x.double() @ weights[0] + weights[1]
    steps, state = walk(layer, inner, weights[2:5], f, gate, mask, backwards=goBackwards)
    result = steps if returnSequences else state[0]
    if merge:
        back, last = walk(layer, inner, weights[5:8], f, gate, mask, backwards=True)
        back = back.flip(1) if returnSequences else last[0]
        if masked and returnSequences:  # Keras's wrapper has its layers show zeros at skipped steps
            result, back = (torch.where(mask[..., None], value, torch.zeros_like(value)) for value in (result, back))
        result = {
            "concatenate": torch.cat([result, back], -1), "sum": result + back, "average": (result + back) / 2,
            "multiply": result * back,
        }[merge]
    elif activation == "tanh" and recurrentActivation == "sigmoid" and not masked and not goBackwards:
        check_torch(layer, inner, weights[2:5], steps)
    check_keras(case, inner, weights[2:], result, mask)
    target = draw(*result.shape)
    loss = F.mse_loss(result, target.double())
    gradients = torch.autograd.grad(loss, weights)
    return dict(case, x=array(x), weights=[array(w) for w in weights], target=array(target), output=array(result),
                loss=float(loss.detach()), gradients=[array(g) for g in gradients])


def encoder_decoder(layer, batch, time, other, features, units, joined):
    """The last state of one layer begins another; `joined`: handed over as one value."""
    x, y = draw(batch, time, features), draw(batch, other, features)
    weights = draw_weights(layer, features, units) + draw_weights(layer, features, units)
    weights = [w.float().double().requires_grad_() for w in weights]
    f, gate = FUNCTIONS["tanh"], FUNCTIONS["sigmoid"]
    _, state = walk(layer, x.double(), weights[:3], f, gate)
    begin = state if joined else (state[0],) * len(state)
    result, _ = walk(layer, y.double(), weights[3:], f, gate, state=begin)
    target = draw(*result.shape)
    loss = F.mse_loss(result, target.double())
    gradients = torch.autograd.grad(loss, weights)
    return dict(layer=layer, units=units, joined=joined, x=array(x), y=array(y), weights=[array(w) for w in weights],
                target=array(target), output=array(result), loss=float(loss.detach()), gradients=[array(g) for g in gradients])


def random_cases():
    """Every layer over shapes and options drawn by the seed."""
    rng = random.Random(SEED)
    cases = []
    for layer in GATES:
        for index in range(10):
            masked, merge = rng.random() < 0.3, rng.choice([None, None, "concatenate", "sum", "average", "multiply"])
            options = dict(
                returnSequences=rng.random() < 0.5, goBackwards=merge is None and rng.random() < 0.3, merge=merge, masked=masked,
                inputs=rng.randint(1, 3))
            if rng.random() < 0.5:
                options["activation"] = rng.choice(["relu", "softsign", "silu", "elu", "softplus"])
                options["recurrentActivation"] = rng.choice(["sigmoid", "hardSigmoid"])
            sizes = [rng.randint(2, 4), rng.randint(1, 5), rng.randint(1, 4), rng.randint(1, 6)]
            cases.append(make(f"{layer} random {index}", layer, *sizes, **options))
    return cases


def main():
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    if "recurrentRandom" in sys.argv or len(sys.argv) == 1:
        torch.manual_seed(SEED + 1)
        path = HERE / "recurrentRandom.json"
        path.write_text(json.dumps(random_cases(), separators=(",", ":")) + "\n")
        print(path.name, path.stat().st_size, "bytes", "checked against Keras" if keras else "without Keras")
        torch.manual_seed(SEED)
    if len(sys.argv) > 1:
        return
    layers, cases = list(GATES), []
    for layer in layers:
        # Time 1, batch 1, units that are no multiple of a vector, more rows than one piece of the batch has.
        for batch, time, features, units in [(1, 1, 1, 1), (1, 5, 3, 8), (4, 1, 2, 7), (3, 5, 4, 11), (19, 3, 2, 9)]:
            for sequence in (True, False):
                name = f"{layer} {batch}x{time}x{features}x{units} {'sequence' if sequence else 'last'}"
                cases.append(make(name, layer, batch, time, features, units, returnSequences=sequence))
        cases.append(make(f"{layer} wide", layer, 2, 2, 2, 35))
        for sequence in (True, False):
            kind = "sequence" if sequence else "last"
            cases.append(make(f"{layer} backwards {kind}", layer, 3, 5, 2, 5, returnSequences=sequence, goBackwards=True))
            cases.append(make(f"{layer} masked {kind}", layer, 4, 6, 3, 5, returnSequences=sequence, masked=True))
        cases.append(
            make(f"{layer} masked backwards", layer, 4, 6, 3, 5, returnSequences=False, masked=True, goBackwards=True))
        for activation, gate in [("relu", "hardSigmoid"), ("softsign", "sigmoid"), ("silu", "softplus"), ("elu", "tanh")]:
            cases.append(make(f"{layer} {activation} {gate}", layer, 3, 4, 2, 6, activation, gate))
        for merge in ("concatenate", "sum", "average", "multiply"):
            for sequence in (True, False):
                name = f"{layer} {merge} {'sequence' if sequence else 'last'}"
                cases.append(make(name, layer, 3, 4, 2, 3, returnSequences=sequence, merge=merge))
        cases.append(make(f"{layer} masked concatenate", layer, 4, 5, 2, 3, merge="concatenate", masked=True))
    pairs = [encoder_decoder(layer, 3, 4, 5, 2, 6, joined) for layer in layers for joined in (True, False)]
    files = {f"recurrent{layer}": [case for case in cases if case["layer"] == layer] for layer in layers}
    for name, value in dict(files, recurrentStates=pairs).items():
        path = HERE / f"{name}.json"
        path.write_text(json.dumps(value, separators=(",", ":")) + "\n")
        print(path.name, path.stat().st_size, "bytes", "checked against Keras" if keras else "without Keras")


if __name__ == "__main__":
    main()
