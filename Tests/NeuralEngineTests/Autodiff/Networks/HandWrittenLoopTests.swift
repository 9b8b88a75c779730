import NeuralEngine
import Testing

/// Training loops written by hand around a network, against `fit`.
@Suite("Training loops by hand")
struct HandWrittenLoopTests {
    struct Case: Sendable, CustomStringConvertible {
        let description: String
        let optimizer: Optimizer
        var batchSize = 8
        let layers: @Sendable () -> [any Layer]

        init(
            _ name: String, _ optimizer: Optimizer, batchSize: Int = 8,
            @LayerBuilder layers: @escaping @Sendable () -> [any Layer]
        ) {
            (description, self.optimizer, self.batchSize, self.layers) = (name, optimizer, batchSize, layers)
        }
    }

    static let cases = [
        Case("sgd", .sgd(learningRate: 0.1)) {
            Dense(8, activation: .tanh)
            Dense(2)
        },
        // 20 examples in batches of 6: the last has two.
        Case("adam and a smaller last batch", .adam(learningRate: 0.02), batchSize: 6) {
            Dense(8, activation: .relu)
            Dense(8, activation: .relu)
            Dense(2)
        },
        Case("dropout", .sgd(learningRate: 0.05, momentum: 0.9)) {
            Dense(16, activation: .tanh)
            Dropout(rate: 0.4)
            Dense(2)
        },
        Case("batch normalisation", .adam(learningRate: 0.01)) {
            Dense(8)
            BatchNormalization(momentum: 0.7)
            Activation(.relu)
            GaussianNoise(deviation: 0.1)
            Dense(2)
        },
        Case("penalties and constraints", .rmsProp(learningRate: 0.01)) {
            Dense(
                8, activation: .tanh, kernelRegularizer: .l1l2(l1: 0.01, l2: 0.02), kernelConstraint: .maxNorm(0.5))
            Dense(2, biasRegularizer: .l2(0.1))
        },
        Case(
            "clipping, decay and a schedule",
            .adamW(learningRate: 0.02, weightDecay: 0.1, decaying: .matrices).clipped(.globalNorm(0.1))
                .scheduled(.cosineDecay(decaySteps: 9, warmupSteps: 2))
        ) {
            Dense(8, activation: .tanh)
            Dense(2)
        },
        Case(
            "a schedule by epochs",
            .sgd(learningRate: 0.1).scheduled(.exponentialDecay(decaySteps: 1, decayRate: 0.5), per: .epoch)
        ) { Dense(2) },
        Case("frozen layers", .nadam(learningRate: 0.02)) {
            Frozen(Dense(8, activation: .tanh))
            Dense(8, activation: .tanh)
            Frozen(BatchNormalization(momentum: 0.5))
            Dense(2)
        },
    ]

    /// The same kernels in the same order on the same numbers: not a bit differs.
    @Test(arguments: cases)
    func sameWeightsAsFit(loop: Case) throws {
        let epochs = 3
        let x = try Tensor.normal([20, 3], seed: 1)
        let y = try Tensor.normal([20, 2], seed: 2)
        let fitted = try Sequential(inputShape: [3], layers: loop.layers(), seed: 5)
        let model = try fitted.copy()
        let data = try Dataset(name: "random", features: x, targets: y)
        let history = try fitted.fit(
            data, loss: .meanSquaredError, optimizer: loop.optimizer, epochs: epochs, batchSize: loop.batchSize,
            shuffle: false, seed: 5)

        let optimizer = try TensorOptimizer(loop.optimizer)
        var last = Float.nan
        for epoch in 0..<epochs {
            optimizer.epochs = epoch
            for start in stride(from: 0, to: 20, by: loop.batchSize) {
                let rows = start..<min(start + loop.batchSize, 20)
                let (input, target) = (try x.gathered(rows: Array(rows)), try y.gathered(rows: Array(rows)))
                let (loss, gradients) = try valueWithGradient(at: model) { model in
                    try meanSquaredError(model(input), target) + model.penalty
                }
                try optimizer.update(model, gradients)
                last = try loss.scalar
            }
        }
        #expect(model.weights == fitted.weights)
        #expect(last.isFinite && history.epochs == epochs)
        #expect(try model.predict(x) == fitted.predict(x))
    }

    /// Class labels and logits: what `fit` does with a softmax layer and categorical cross entropy.
    @Test func classesFromLogits() throws {
        let data = try Dataset.iris().split(validation: 0.2, seed: 1).train
        let fitted = try Sequential(inputShape: [4], seed: 3) {
            Dense(8, activation: .tanh)
            Dense(3, activation: .softmax)
        }
        let model = try Sequential(inputShape: [4], seed: 3) {
            Dense(8, activation: .tanh)
            Dense(3)
        }
        try fitted.fit(
            data, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 0.01), epochs: 20)
        let optimizer = try TensorOptimizer(.adam(learningRate: 0.01))
        for _ in 0..<20 {
            let gradients = try gradient(at: model) { model in
                try softmaxCrossEntropy(logits: model(data.features), labels: data.targets)
            }
            try optimizer.update(model, gradients)
        }
        for (weight, other) in zip(model.weights, fitted.weights) {
            // Adam divides by √v: a rounding of 1e-7 in the gradient can grow a little in twenty steps.
            #expect(worst(weight.scalars, other.scalars.map(Double.init), relative: 1e-5, absolute: 1e-6) <= 1)
        }
    }

    /// A loss that `fit` does not have: the mean of |e|³.
    @Test func aLossOfOnesOwn() throws {
        let x = try Tensor.uniform([32, 1], in: -1..<1, seed: 1)
        let y = 2 * x - 1
        let model = try Sequential(inputShape: [1], seed: 1) { Dense(1) }
        let optimizer = try TensorOptimizer(.adam(learningRate: 0.05))
        var losses: [Float] = []
        for _ in 0..<400 {
            let (loss, gradients) = try valueWithGradient(at: model) { model in
                try (model(x) - y).abs().power(3).mean()
            }
            try optimizer.update(model, gradients)
            losses.append(try loss.scalar)
        }
        // The bottom of a cubic is flat: errors of 0.05 are left, a loss of 1e-4.
        #expect(losses[0] > 0.1 && losses[399] < 1e-4)
    }

    @Test(arguments: [
        BadCall("[3, 1]", "[2, 1]", "each weight") {
            let model = try Sequential(inputShape: [3]) { Dense(1) }
            try TensorOptimizer(.adam()).update(model, [[[1], [2]], [0]])
        },
        BadCall("two", "one TensorOptimizer") {
            let optimizer = try TensorOptimizer(.adam())
            for name in ["one", "two"] {
                let model = try Sequential(inputShape: [1], name: name) { Dense(1) }
                try optimizer.update(model, [[[1]], [1]])
            }
        },
        BadCall("one TensorOptimizer") {
            let optimizer = try TensorOptimizer(.adam())
            let model = try Sequential(inputShape: [1]) { Dense(1) }
            try optimizer.update(model, [[[1]], [1]])
            var weights = model.weights
            try optimizer.update(&weights, [[[1]], [1]])
        },
        BadCall("NaN or infinite", "learning rate") {
            let model = try Sequential(inputShape: [1]) { Dense(1) }
            try TensorOptimizer(.sgd()).update(model, [Tensor(repeating: .infinity, shape: [1, 1]), [1]])
        },
    ])
    func mistakes(bad: BadCall) {
        #expect(bad.missing == [])
    }
}
