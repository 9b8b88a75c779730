"""One peer, one task, one measurement; called by engine_benchmark.py, which explains it.

python engine_peers.py PEER TASK FOLDER check|time THREADS -> {"step_us": …, "loss": …}
"""

import json
import pathlib
import statistics
import sys
import time

import numpy as np


def load(folder):
    task = json.loads((folder / "task.json").read_text())
    dims = task["dims"]
    x = np.fromfile(folder / "x.f32", np.float32).reshape(-1, dims[0])
    y = np.fromfile(folder / "y.f32", np.float32)
    if task["targetWidth"]:
        y = y.reshape(-1, task["targetWidth"])
    weights = []
    for index, (inputs, units) in enumerate(zip(dims, dims[1:])):
        weights.append(np.fromfile(folder / f"w{2 * index}.f32", np.float32).reshape(inputs, units))
        weights.append(np.fromfile(folder / f"w{2 * index + 1}.f32", np.float32))
    return task, x, y, weights


def torch_training(task, x, y, weights, threads):
    import torch
    import torch.nn.functional as F
    from torch import nn

    torch.set_num_threads(threads)
    layers = []
    last = len(task["dims"]) - 2
    for index, (inputs, units) in enumerate(zip(task["dims"], task["dims"][1:])):
        linear = nn.Linear(inputs, units)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weights[2 * index].T.copy()))
            linear.bias.copy_(torch.from_numpy(weights[2 * index + 1]))
        layers.append(linear)
        if index < last:
            layers.append(nn.Tanh() if task["hidden"] == "tanh" else nn.ReLU())
    if task["loss"] == "bce":
        layers.append(nn.Sigmoid())
    model = nn.Sequential(*layers)
    loss_of = {"bce": F.binary_cross_entropy, "ce": F.cross_entropy, "mse": F.mse_loss}[task["loss"]]
    kind = torch.optim.SGD if task["optimizer"] == "sgd" else torch.optim.Adam
    # The fused implementation is the faster one where it exists; for T1 there is nothing to fuse.
    optimizer = kind(model.parameters(), lr=task["rate"], fused=task["optimizer"] != "sgd" or None)
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    if task["loss"] == "ce":
        y = y.long()
    count, batch = len(x), task["batch"]

    def epoch(shuffle):
        total = 0.0
        order = torch.randperm(count) if shuffle and batch < count else None
        for start in range(0, count, batch):
            if batch == count:
                xb, yb = x, y
            elif order is None:
                xb, yb = x[start:start + batch], y[start:start + batch]
            else:
                rows = order[start:start + batch]
                xb, yb = x[rows], y[rows]
            optimizer.zero_grad()
            loss = loss_of(model(xb), yb)
            loss.backward()
            optimizer.step()
            total = total + loss.detach() * len(xb)
        return total / count

    def run(epochs, shuffle):
        for _ in range(epochs):
            loss = epoch(shuffle)
        return float(loss)

    return run


def jax_training(task, x, y, weights, scan):
    import jax
    import jax.numpy as jnp
    from jax import lax

    act = jnp.tanh if task["hidden"] == "tanh" else jax.nn.relu
    if task["loss"] == "ce":
        y = y.astype(np.int32)

    def loss_of(p, xb, yb):
        h = xb
        for i in range(0, len(p), 2):
            h = h @ p[i] + p[i + 1]
            if i + 2 < len(p):
                h = act(h)
        if task["loss"] == "bce":
            o = jax.nn.sigmoid(h)
            return -jnp.mean(yb * jnp.log(o) + (1 - yb) * jnp.log(1 - o))
        if task["loss"] == "ce":
            return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(h), yb[:, None], -1))
        return jnp.mean((h - yb) ** 2)

    rate, tree = task["rate"], jax.tree_util.tree_map

    def update(p, s, xb, yb):
        loss, g = jax.value_and_grad(loss_of)(p, xb, yb)
        if task["optimizer"] == "sgd":
            return tree(lambda a, b: a - rate * b, p, g), s, loss
        m, v, t = s
        t = t + 1
        m = tree(lambda a, b: 0.9 * a + 0.1 * b, m, g)
        v = tree(lambda a, b: 0.999 * a + 0.001 * b * b, v, g)
        c1, c2 = 1 - 0.9**t, 1 - 0.999**t
        p = tree(lambda a, mm, vv: a - rate * (mm / c1) / (jnp.sqrt(vv / c2) + 1e-8), p, m, v)
        return p, (m, v, t), loss

    count, batch = len(x), task["batch"]
    whole, rest = count // batch, count % batch
    xd, yd = jnp.array(x), jnp.array(y)
    p = [jnp.array(w) for w in weights]
    state = dict(p=p, s=(tree(jnp.zeros_like, p), tree(jnp.zeros_like, p), jnp.zeros((), jnp.float32)),
                 key=jax.random.PRNGKey(0))
    step = jax.jit(update, donate_argnums=(0, 1))

    def run_steps(epochs, shuffle):
        for _ in range(epochs):
            total = 0.0
            order = np.random.permutation(count) if shuffle and batch < count else np.arange(count)
            for start in range(0, count, batch):
                rows = order[start:start + batch]
                xb, yb = (xd, yd) if batch == count else (x[rows], y[rows])
                state["p"], state["s"], loss = step(state["p"], state["s"], xb, yb)
                total = total + loss * len(rows)
        return float(total) / count

    def epochs_in_one(p, s, key, epochs):
        def body(carry, key):
            p, s = carry
            if batch == count:
                p, s, loss = update(p, s, xd, yd)
                return (p, s), loss
            order = jax.random.permutation(key, count)

            def inner(carry, rows):
                p, s, loss = update(*carry, xd[rows], yd[rows])
                return (p, s), loss

            (p, s), loss = lax.scan(inner, (p, s), order[:whole * batch].reshape(whole, batch))
            if rest:
                p, s, _ = update(p, s, xd[order[whole * batch:]], yd[order[whole * batch:]])
            return (p, s), loss[-1]

        (p, s), loss = lax.scan(body, (p, s), jax.random.split(key, epochs))
        return p, s, loss[-1]

    compiled = jax.jit(epochs_in_one, static_argnums=3, donate_argnums=(0, 1))

    def run_scan(epochs, shuffle):
        state["key"], key = jax.random.split(state["key"])
        state["p"], state["s"], loss = compiled(state["p"], state["s"], key, epochs)
        return float(loss)

    return run_scan if scan else run_steps


def sklearn_training(task, x, y, weights):
    import warnings

    from sklearn.neural_network import MLPClassifier, MLPRegressor

    warnings.filterwarnings("ignore")
    kind = MLPRegressor if task["loss"] == "mse" else MLPClassifier
    state = {}

    def run(epochs, shuffle):
        model = kind(
            hidden_layer_sizes=task["dims"][1:-1], activation=task["hidden"], solver=task["optimizer"], alpha=0,
            batch_size=task["batch"], learning_rate_init=task["rate"], max_iter=epochs, shuffle=shuffle, momentum=0,
            n_iter_no_change=10**9, tol=0)
        model.fit(x, y.ravel())
        state["model"] = model
        return float(model.loss_)

    return run


def main():
    peer, name, folder, mode, threads = sys.argv[1:]
    task, x, y, weights = load(pathlib.Path(folder))
    if peer == "torch":
        run = torch_training(task, x, y, weights, int(threads))
    elif peer == "sklearn":
        run = sklearn_training(task, x, y, weights)
    else:
        run = jax_training(task, x, y, weights, scan=peer == "jax_scan")
    if mode == "check":
        print(json.dumps(dict(loss=run(task["check"], False))))
        return
    steps = -(-task["count"] // task["batch"])
    # Python's peers take minutes for T1's 5,000 epochs times seven; a step costs the same in a shorter chunk.
    epochs = task["epochs"] if peer == "jax_scan" else max(1, min(task["epochs"], 3000 // steps))
    run(epochs if peer == "jax_scan" else max(1, epochs // 10), True)
    times = []
    for _ in range(task["chunks"]):
        start = time.perf_counter()
        loss = run(epochs, True)
        times.append((time.perf_counter() - start) / (epochs * steps))
    print(json.dumps(dict(step_us=statistics.median(times) * 1e6, loss=loss)))


if __name__ == "__main__":
    main()
