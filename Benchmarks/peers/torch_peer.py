"""PyTorch: eager with its fused optimizer, and torch.compile of model and loss."""


def training(task, x, y, threads, compiled=False):
    import torch

    torch.set_num_threads(threads)
    model, loss_of = task.torch(task.weights())
    if task.optimizer == "sgd":
        optimizer = torch.optim.SGD(model.parameters(), lr=task.rate)
    else:
        kind = torch.optim.AdamW if task.optimizer == "adamw" else torch.optim.Adam
        optimizer = kind(model.parameters(), lr=task.rate, fused=True)
    x, y = task.torch_features(x), torch.from_numpy(y)
    count, batch = len(x), task.batch

    def forward(xb, yb):
        return loss_of(model(xb), yb)

    if compiled:
        forward = torch.compile(forward)

    def step(xb, yb):
        optimizer.zero_grad()
        loss = forward(xb, yb)
        loss.backward()
        optimizer.step()
        return loss.detach()

    def epoch(shuffle):
        if batch == count:
            return step(x, y)
        total = 0.0
        order = torch.randperm(count) if shuffle else None
        for start in range(0, count, batch):
            if order is None:
                xb, yb = x[start:start + batch], y[start:start + batch]
            else:
                rows = order[start:start + batch]
                xb, yb = x[rows], y[rows]
            total = total + step(xb, yb) * len(xb)
        return total / count

    def run(epochs, shuffle):
        for _ in range(epochs):
            loss = epoch(shuffle)
        return float(loss)

    return run
