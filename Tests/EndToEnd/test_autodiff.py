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
