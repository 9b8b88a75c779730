import NeuralEngine

/// The operations of make_tape_fixtures.py by name.
enum TapeOperations {
    typealias Function = @Sendable ([Tensor]) throws -> Tensor

    static let all: [String: Function] = arithmetic.merging(functions) { first, _ in first }
        .merging(reductions) { first, _ in first }.merging(shapes) { first, _ in first }
        .merging(losses) { first, _ in first }

    private static let arithmetic: [String: Function] = [
        "add": { try $0[0] + $0[1] },
        "subtract": { try $0[0] - $0[1] },
        "multiply": { try $0[0] * $0[1] },
        "divide": { try $0[0] / $0[1] },
        "maximum": { try Tensor.maximum($0[0], $0[1]) },
        "minimum": { try Tensor.minimum($0[0], $0[1]) },
        "tensorPower": { try $0[0].power($0[1]) },
        "scalars": { x in
            let (first, second) = ((2 * x[0] + 1) / 3, 1 - x[0])
            return try first - second + 0.5 / x[0] - (-x[0])
        },
        "power3": { $0[0].power(3) },
        "powerMinus2": { $0[0].power(-2) },
        "power0.7": { pow($0[0], 0.7) },
        "scalarToPower": { pow(1.7, $0[0]) },
        "clampedByScalars": { Tensor.minimum(Tensor.maximum($0[0], -0.5), 0.9) },
        "clip": { $0[0].clipped(to: -0.7...0.8) },
        "select": { try Tensor.select($0[0] .> 0.1, $0[0] * $0[1], $0[1]) },
        "matmul": { try $0[0].matmul($0[1]) },
    ]

    private static let functions: [String: Function] = [
        "exp": { exp($0[0]) }, "log": { log($0[0]) }, "squareRoot": { sqrt($0[0]) }, "squared": { $0[0].squared() },
        "reciprocal": { $0[0].reciprocal() }, "abs": { abs($0[0]) }, "sin": { sin(7 * $0[0]) },
        "cos": { cos(7 * $0[0]) }, "tan": { tan($0[0]) }, "relu": { $0[0].relu() }, "sigmoid": { $0[0].sigmoid() },
        "tanh": { tanh($0[0]) }, "leakyRelu": { try $0[0].activated(.leakyRelu) },
        "relu6": { try ActivationFunction.relu6(4 * $0[0]) }, "elu": { try $0[0].activated(.elu) },
        "selu": { try $0[0].activated(.selu) }, "softplus": { try $0[0].activated(.softplus) },
        "softsign": { try $0[0].activated(.softsign) }, "silu": { try $0[0].activated(.silu) },
        "geluTanh": { try $0[0].activated(.gelu(approximate: true)) }, "gelu": { try $0[0].activated(.gelu) },
        "mish": { try $0[0].activated(.mish) }, "logSigmoid": { try $0[0].activated(.logSigmoid) },
        "celu": { try $0[0].activated(.celu(alpha: 0.7)) }, "exponential": { try $0[0].activated(.exponential) },
        "hardSigmoid": { try ActivationFunction.hardSigmoid(2 * $0[0]) },
        "softmax": { try $0[0].softmax() }, "softmax0": { try $0[0].softmax(axis: 0) },
        "logSoftmax": { try $0[0].logSoftmax() }, "logSumExp": { try $0[0].logSumExp() },
        "logSumExp0": { try $0[0].logSumExp(axis: 0, keepDimensions: true) },
    ]

    private static let reductions: [String: Function] = [
        "sum": { $0[0].sum() }, "mean": { $0[0].mean() }, "max": { $0[0].max() }, "min": { $0[0].min() },
        "sum1": { try $0[0].sum(axis: 1) }, "sum02kept": { try $0[0].sum(axes: [2, 0], keepDimensions: true) },
        "mean-1": { try $0[0].mean(axis: -1) }, "mean12": { try $0[0].mean(axes: [1, 2]) },
        "max13": { try $0[0].max(axes: [1, -1]) }, "min2kept": { try $0[0].min(axis: 2, keepDimensions: true) },
        "maxOfEqual": { try ($0[0] + 0.5).floor().max(axis: -1) },
        "variance": { try $0[0].variance() },
        "variance1": { try $0[0].variance(axes: [1], keepDimensions: true, correction: 1) },
        "deviation0": { try $0[0].standardDeviation(axes: [0]) },
        "norm": { try $0[0].norm() }, "norm-1": { try $0[0].norm(axes: [-1]) }, "norm1": { try $0[0].norm(1) },
        "norm3": { try $0[0].norm(3, axes: [0]) }, "normInfinity": { try $0[0].norm(.infinity) },
        "cumulativeSum": { try $0[0].cumulativeSum() }, "cumulativeSum0": { try $0[0].cumulativeSum(axis: 0) },
    ]

    private static let shapes: [String: Function] = [
        "transposed": { try $0[0].transposed() }, "order": { try $0[0].transposed(order: [2, 0, 3, 1]) },
        "reshaped": { try $0[0].reshaped([-1, 2]) },
        "squeezed": { try $0[0].squeezed(axis: 1).expanded(axis: -1) },
        "broadcast": { try $0[0].broadcast(to: [2, 4, 3]) },
        "slice": { x in try x[0][1..<3, .all, 0] * x[0][0, 1, 1] },
        "rows": { try $0[0].rows(1..<3) },
        "gatheredRows": { try $0[0].gathered(rows: [2, 0, 2, 1]) },
        "gatheredColumns": { try $0[0].gathered([1, 1, 0], axis: 1) },
        "picked": { try $0[0].picked([1, 0, 1]) },
        "replaced": { x in
            var changed = x[0]
            try changed.set([5, 5], at: 1, ..<2)
            try changed.set(5, at: 1, 2)
            return changed
        },
        "concatenated": { x in
            try Tensor.concatenated([x[0], x[1], x[0] * x[1].sum()], axis: 1)
        },
        "stacked": { try Tensor.stacked([$0[0], $0[1], $0[0] * $0[1]], axis: -1) },
        "split": { x in
            let parts = try x[0].split([1, 2, 2], axis: 1)
            return try parts[1] * parts[2] - parts[0]
        },
        "tiled": { try $0[0].tiled(3, axis: 1) },
    ]

    private static let losses: [String: Function] = [
        "meanSquaredError": { try meanSquaredError($0[0], $0[1]) },
        "meanAbsoluteError": { try meanAbsoluteError($0[0], $0[1]) },
        "huberLoss": { try huberLoss($0[0], $0[1], delta: 0.7) },
        "logCoshLoss": { try logCoshLoss($0[0], $0[1]) },
        "cosineDistance": { try cosineDistance($0[0], $0[1]) },
        "hingeLoss": { try hingeLoss($0[0], $0[1]) },
        "squaredHingeLoss": { try squaredHingeLoss($0[0], $0[1]) },
        "perceptronLoss": { try perceptronLoss($0[0], $0[1]) },
        "sigmoidCrossEntropy": { try sigmoidCrossEntropy(logits: 3 * $0[0], labels: $0[1].sigmoid()) },
        "binaryCrossEntropy": { try binaryCrossEntropy($0[0].sigmoid(), $0[1].sigmoid()) },
        "softmaxCrossEntropy": { x in
            let labels = (0..<x[0].shape[0]).map { $0 * 2 % x[0].shape[1] }
            return try softmaxCrossEntropy(logits: x[0], labels: labels)
        },
        "softLabels": { try softmaxCrossEntropy(logits: $0[0], labels: $0[1].softmax()) },
        "categoricalCrossEntropy": { x in
            let labels = (0..<x[0].shape[0]).map { $0 * 2 % x[0].shape[1] }
            return try categoricalCrossEntropy(x[0].softmax(), Tensor.oneHot(labels, classes: x[0].shape[1]))
        },
        "klDivergence": { try klDivergence($0[0].softmax(), $0[1].softmax()) },
    ]
}
