"""Gradients in cells: the compiler's own `_Differentiation` for scalar functions, and the engine's tape for tensors."""

import re

import pytest


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # The compiler differentiates functions of numbers.
        (["import _Differentiation", "gradient(at: 3.0) { x in x * x }"], "6.0"),
        (["import _Differentiation",
          "@differentiable(reverse)\nfunc poly(_ x: Double) -> Double { x * x * x - 2 * x }",
          "gradient(at: 2.0, of: poly)"], "10.0"),
        (["import _Differentiation", "valueWithGradient(at: 4.0) { x in x * x * 0.5 }.gradient"], "4.0"),
        # The tape differentiates functions of tensors.
        (["try gradient(of: { w in try (w * w).sum() }, at: [1, 2, 3])"], "[2, 4, 6]"),
        (["let u1: Tensor = [1, 2]", "try gradient(at: u1) { u in u.squared().sum() }"], "[2, 4]"),
        (["let (value1, slope1) = try valueWithGradient(at: Tensor(3)) { x in x.power(3) }", "slope1"], "27"),
        (["let (da1, db1) = try gradient(of: { a, b in try (a * b).sum() }, at: [1, 2], Tensor(3))", "db1"], "3"),
        (["func loss1(_ w: Tensor) throws -> Tensor { try (w - [1, 2]).squared().mean() }",
          "try gradient(of: loss1, at: [0, 0])"], "[-1, -2]"),
        # A function of tensors is the same with and without a gradient.
        (["func loss2(_ w: Tensor) throws -> Tensor { try (w - [1, 2]).squared().sum() }", "try loss2([0, 0])"], "5"),
        # The second derivative.
        (["try gradient(at: Tensor(2)) { x in try gradient(at: x) { y in y.power(3) } }"], "12"),
        (["exp(Tensor(0)) + 2 * sqrt(Tensor(4))"], None),
    ],
)
def test_gradients(notebook, cells, expected):
    for cell in cells[:-1]:
        notebook.run(cell)
    if expected is None:
        # Adding two tensors can fail, and has to be tried.
        notebook.run(cells[-1], ok=False)
        notebook.run("try " + cells[-1])
    else:
        assert notebook.run(cells[-1]).result == expected


def test_both_in_one_cell(notebook):
    """The two functions named gradient differ in the types of their arguments."""
    run = notebook.run(
        "import _Differentiation\n"
        "let scalar3 = gradient(at: 5.0) { x in x * x }\n"
        "let tensor3 = try gradient(at: Tensor(5)) { x in x.squared() }\n"
        "let front3 = try gradient(of: { x in x.squared() }, at: Tensor(6))\n"
        "print(scalar3, tensor3, front3)"
    )
    assert run.stream() == "10.0 10 12\n"


def test_a_training_loop_by_hand(notebook):
    notebook.run(
        "let x4 = try Tensor.normal([64, 2], seed: 1)\n"
        "let t4 = try x4.matmul([[2], [-3]]) + 0.5\n"
        "var w4 = try Tensor.zeros([2, 1])\n"
        "var b4 = Tensor(0)"
    )
    notebook.run(
        "for _ in 0..<200 {\n"
        "    let (_, (dw, db)) = try valueWithGradient(at: w4, b4) { w, b in\n"
        "        try meanSquaredError(x4.matmul(w) + b, t4)\n"
        "    }\n"
        "    try w4 -= 0.1 * dw\n"
        "    try b4 -= 0.1 * db\n"
        "}"
    )
    numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*", notebook.run("(w4.scalars + b4.scalars)").result)]
    assert numbers == pytest.approx([2, -3, 0.5], abs=1e-3)


def test_an_optimizer_by_hand(notebook):
    run = notebook.run(
        "var weights5 = [try Tensor.normal([2, 8], seed: 1), try Tensor.zeros([8]),\n"
        "                try Tensor.normal([8, 1], seed: 2), try Tensor.zeros([1])]\n"
        "let inputs5: Tensor = [[0, 0], [0, 1], [1, 0], [1, 1]], targets5: Tensor = [[0], [1], [1], [0]]\n"
        "let optimizer5 = try TensorOptimizer(.adam(learningRate: 0.05))\n"
        "var last5: Float = 1\n"
        "for _ in 0..<400 {\n"
        "    let (loss, slopes) = try valueWithGradient(at: weights5) { w in\n"
        "        let hidden = try (inputs5.matmul(w[0]) + w[1]).tanh()\n"
        "        return try sigmoidCrossEntropy(logits: hidden.matmul(w[2]) + w[3], labels: targets5)\n"
        "    }\n"
        "    try optimizer5.update(&weights5, slopes)\n"
        "    last5 = try loss.scalar\n"
        "}\n"
        "print(last5 < 0.05)"
    )
    assert run.stream() == "true\n"


def test_a_training_loop_around_a_network(notebook):
    """The weights of a loop by hand are those of fit, and a mistake in it costs nothing."""
    notebook.run(
        "let x7 = try Tensor.normal([64, 2], seed: 1), y7 = try x7.matmul([[2], [-3]]).tanh()\n"
        "let made7 = try Sequential(inputShape: [2], seed: 3) { Dense(8, activation: .tanh); Dropout(rate: 0.1); Dense(1) }\n"
        "let fitted7 = try made7.copy()\n"
        'let data7 = try Dataset(name: "seven", features: x7, targets: y7)\n'
        "let optimizer7 = try TensorOptimizer(.adam(learningRate: 0.02))"
    )
    notebook.run(
        "for _ in 0..<30 {\n"
        "    let (_, slopes) = try valueWithGradient(at: made7) { net in try meanSquaredError(net(x7), y7) }\n"
        "    try optimizer7.update(made7, slopes)\n"
        "}\n"
        "try fitted7.fit(data7, loss: .meanSquaredError, optimizer: .adam(learningRate: 0.02), epochs: 30, seed: 3)"
    )
    assert notebook.run("made7.weights == fitted7.weights").result == "true"
    # The loss is a function of its own, declared in another cell.
    notebook.run("func cubed7(_ net: Sequential) throws -> Tensor { try (net(x7) - y7).abs().power(3).mean() }")
    assert notebook.run("try gradient(of: cubed7, at: made7).count").result == "4"
    run = notebook.run("try gradient(at: made7) { _ in try made7(x7).mean() }", ok=False)
    assert "by the name that the function gets" in run.traceback
    run = notebook.run("try gradient(at: made7) { net in try gradient(at: net) { try $0(x7).mean() }[0].mean() }", ok=False)
    assert "second derivative" in run.traceback
    assert notebook.run("try gradient(at: x7) { x in try made7(x).sum() }.shape").result == "[64, 2]"


def test_a_generator_learns_through_a_discriminator(notebook):
    notebook.run(
        "let g8 = try Sequential(inputShape: [1], seed: 1) { Dense(1) }\n"
        "let d8 = try Sequential(inputShape: [1], seed: 2) { Dense(16, activation: .tanh); Dense(1) }\n"
        "let ofG8 = try TensorOptimizer(.adam(learningRate: 0.02)), ofD8 = try TensorOptimizer(.adam(learningRate: 0.02))\n"
        "let one8 = try Tensor.ones([64, 1]), zero8 = try Tensor.zeros([64, 1])"
    )
    notebook.run(
        "for step in 0..<300 {\n"
        "    let truth = try Tensor.normal([64, 1], mean: 3, deviation: 0.5, seed: UInt64(2 * step))\n"
        "    let noise = try Tensor.normal([64, 1], seed: UInt64(2 * step + 1))\n"
        "    try ofD8.update(d8, gradient(at: d8) { d in\n"
        "        try sigmoidCrossEntropy(logits: d(truth), labels: one8)\n"
        "            + sigmoidCrossEntropy(logits: d(g8(noise)), labels: zero8)\n"
        "    })\n"
        "    try ofG8.update(g8, gradient(at: g8) { g in try sigmoidCrossEntropy(logits: d8(g(noise)), labels: one8) })\n"
        "}"
    )
    mean = float(notebook.run("try g8(Tensor.normal([500, 1], seed: 999)).mean()").result)
    assert mean == pytest.approx(3, abs=1)


def test_a_mistake_tells_what_to_do(notebook):
    run = notebook.run("try gradient(at: [1, 2]) { (w: Tensor) in w * 2 }", ok=False)
    assert "[2]" in run.traceback and ".mean()" in run.traceback


def test_gradients_after_a_crash_and_an_interrupt_within_one(notebook):
    notebook.run("let w6: Tensor = [1, 2]")
    notebook.run(
        "try gradient(at: w6) { w in\n    let none: [Tensor] = []\n    return try none[3] * w\n}", ok=False)
    assert notebook.run("try gradient(at: w6) { w in w.squared().sum() }").result == "[2, 4]"
    request = notebook.start(
        'print("in")\n_ = try gradient(at: w6) { w in\n    var y = w\n    while true { y = y * 1 }\n}')
    while True:
        message = notebook.client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == request and message["msg_type"] == "stream":
            break
    notebook.interrupt()
    assert notebook.finish(request).error is not None
    assert notebook.run("try gradient(at: w6) { w in w.squared().sum() }").result == "[2, 4]"
