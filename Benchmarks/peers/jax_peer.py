"""JAX: one compiled call a step, and whole epochs in one compiled scan."""

import numpy as np


def training(task, x, y, scan=False):
    import jax
    import jax.numpy as jnp
    from jax import lax

    tree = jax.tree_util.tree_map
    x = task.jax_features(x)
    x, y = (a.astype(np.int32) if a.dtype == np.int64 else a for a in (x, y))
    params, loss_of = task.jax(task.weights())
    rate, decay = task.rate, 0.01 if task.optimizer == "adamw" else 0.0

    def update(p, s, xb, yb):
        loss, g = jax.value_and_grad(loss_of)(p, xb, yb)
        if task.optimizer == "sgd":
            return tree(lambda a, b: a - rate * b, p, g), s, loss
        m, v, t = s
        t = t + 1
        m = tree(lambda a, b: 0.9 * a + 0.1 * b, m, g)
        v = tree(lambda a, b: 0.999 * a + 0.001 * b * b, v, g)
        c1, c2 = 1 - 0.9**t, 1 - 0.999**t
        p = tree(
            lambda a, mm, vv: a * (1 - rate * decay) - rate * (mm / c1) / (jnp.sqrt(vv / c2) + 1e-8), p, m, v)
        return p, (m, v, t), loss

    count, batch = len(x), task.batch
    whole, rest = count // batch, count % batch
    xd, yd = jnp.array(x), jnp.array(y)
    zeros = lambda: tree(jnp.zeros_like, params)  # two arrays that share no memory, for both are given away
    state = dict(p=params, s=(zeros(), zeros(), jnp.zeros((), jnp.float32)), key=jax.random.PRNGKey(0))

    step = jax.jit(update, donate_argnums=(0, 1))

    def run_steps(epochs, shuffle):
        for _ in range(epochs):
            if batch == count:
                state["p"], state["s"], loss = step(state["p"], state["s"], xd, yd)
                continue
            total = 0.0
            order = np.random.permutation(count) if shuffle else np.arange(count)
            for start in range(0, count, batch):
                rows = order[start:start + batch]
                state["p"], state["s"], loss = step(state["p"], state["s"], x[rows], y[rows])
                total = total + loss * len(rows)
            loss = total / count
        return float(loss)

    def epochs_in_one(p, s, key, epochs, shuffle):
        def body(carry, key):
            p, s = carry
            if batch == count:
                p, s, loss = update(p, s, xd, yd)
                return (p, s), loss
            order = jax.random.permutation(key, count) if shuffle else jnp.arange(count)

            def inner(carry, rows):
                p, s, loss = update(*carry, xd[rows], yd[rows])
                return (p, s), loss

            (p, s), loss = lax.scan(inner, (p, s), order[:whole * batch].reshape(whole, batch))
            total = loss.sum() * batch
            if rest:
                p, s, last = update(p, s, xd[order[whole * batch:]], yd[order[whole * batch:]])
                total = total + last * rest
            return (p, s), total / count

        (p, s), loss = lax.scan(body, (p, s), jax.random.split(key, epochs))
        return p, s, loss[-1]

    compiled = jax.jit(epochs_in_one, static_argnums=(3, 4), donate_argnums=(0, 1))

    def run_scan(epochs, shuffle):
        state["key"], key = jax.random.split(state["key"])
        state["p"], state["s"], loss = compiled(state["p"], state["s"], key, epochs, shuffle)
        return float(loss)

    return run_scan if scan else run_steps
