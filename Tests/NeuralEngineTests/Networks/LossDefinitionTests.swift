import NeuralEngine
import Testing

/// Every loss, activation and noise over random shapes: the plan against the definition, the tape and finite differences.
@Suite("Losses and activations against their definitions")
struct LossDefinitionTests {
    struct Ending: Sendable, CustomStringConvertible {
        let loss: Loss
        var activation = ActivationFunction.identity
        var description: String { "\(loss.code) behind \(activation.code)" }
    }

    static let endings: [Ending] =
        [
            .meanSquaredError, .meanAbsoluteError, .meanAbsolutePercentageError, .huber, .huber(delta: 0.4), .logCosh,
            .hinge, .squaredHinge, .perceptron, .categoricalHinge, .cosineSimilarity,
            .binaryCrossEntropy(fromLogits: true), .binaryCrossEntropy(fromLogits: true, labelSmoothing: 0.2),
            .binaryFocalCrossEntropy(fromLogits: true), .categoricalCrossEntropy(fromLogits: true),
            .categoricalCrossEntropy(fromLogits: true, labelSmoothing: 0.2),
        ].map { Ending(loss: $0) }
        + [
            .binaryCrossEntropy, .binaryCrossEntropy(labelSmoothing: 0.1), .binaryFocalCrossEntropy,
            .binaryFocalCrossEntropy(alpha: 0.25, gamma: 3), .poisson, .meanSquaredLogarithmicError,
        ].map { Ending(loss: $0, activation: .sigmoid) }
        + [.categoricalCrossEntropy, .categoricalCrossEntropy(labelSmoothing: 0.1), .klDivergence].map {
            Ending(loss: $0, activation: .softmax)
        }

    @Test func noLossIsMissing() {
        let missing = Set(Loss.allCases.map(\.name)).subtracting(Self.endings.map(\.loss.name))
        // One has no slope; the other is the categorical one with class indices, to the bit.
        #expect(missing == ["zeroOne", "sparseCategoricalCrossEntropy"])
    }

    private func check(
        _ layers: [any ReferenceLayer], loss: Loss, seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var draws = NetworkDraws(seed: seed)
        let shape = draws.draws.shape(rank: draws.draws.number(1...2))
        let network = ReferenceNetwork(layers: layers)
        let model = try network.model(inputShape: shape, seed: seed)
        try draws.moveWeights(of: model)
        let rows = draws.draws.number(1...5)
        let features = try draws.features(for: network, shape: shape, rows: rows)
        let targets = try draws.targets(for: loss, shape: [rows] + model.outputShape)
        let check = try GradientCheck(network, model: model, features: features, targets: targets, loss: loss)
        let findings = [
            try check.outputs(), try check.tape(relative: 5e-5),
            try check.differences(relative: 1e-4, absolute: 3e-6, weights: nil, seed: seed),
            try check.step(relative: 5e-5),
        ]
        #expect(
            findings.compactMap { $0 } == [], "seed \(seed): \(network), \(loss.code), \(features.shape)",
            sourceLocation: sourceLocation)
    }

    @Test(arguments: endings)
    func losses(ending: Ending) throws {
        for seed in 0..<12 as Range<UInt64> {
            var draws = LayerDraws(seed: seed)
            let last = ReferenceDense(units: draws.number(2...6), activation: ending.activation)
            try check(
                [ReferenceDense(units: draws.number(1...6), activation: .tanh), last], loss: ending.loss, seed: seed)
        }
    }

    /// From logits far out, where a probability in float32 is 1 or next to it: the loss and its slope keep their digits.
    @Test(arguments: [
        Loss.binaryCrossEntropy(fromLogits: true), .binaryFocalCrossEntropy(fromLogits: true),
        .binaryFocalCrossEntropy(alpha: 0.25, gamma: 1, fromLogits: true),
        .binaryFocalCrossEntropy(gamma: 0, fromLogits: true), .categoricalCrossEntropy(fromLogits: true),
    ])
    func farOut(loss: Loss) throws {
        for size: Float in [0.1, 4, 9, 14, 20, 35] {
            // A row that is right on both sides and one that is wrong on both.
            let logits: [Float] = [size, -size, size, -size]
            let targets: Tensor = [[1, 0], [0, 1]]
            let model = try LossFixtureTests.network(logits, shape: [2, 2])
            let data = try LossFixtureTests.data(targets, rows: 2)
            let (value, gradients) = try model.lossAndGradients(data, loss: loss)
            let reference = ReferenceLoss(loss: loss)
            func exact(_ numbers: [Double]) throws -> Double {
                try reference.value(DoubleArray(shape: [2, 2], doubles: numbers), DoubleArray(targets)).doubles[0]
            }
            let center = logits.map(Double.init)
            let loss = try exact(center)
            #expect(abs(value - loss) <= 1e-5 * loss + 1e-12, "\(size): \(value) \(loss)")
            let slopes = try center.indices.map { place -> Double in
                var (up, down) = (center, center)
                up[place] += 1e-5
                down[place] -= 1e-5
                return try (exact(up) - exact(down)) / 2e-5
            }
            // Differences are good to about 1e-10 of a loss of up to 35.
            #expect(worst(gradients[0].scalars, slopes, relative: 1e-4, absolute: 1e-8) <= 1, "\(size)")
        }
    }

    static let functions: [ActivationFunction] =
        ActivationFunction.allCases.filter { !["sign", "step"].contains($0.name) } + [
            .relu(negativeSlope: 0.1, maxValue: 1.5, threshold: 0.25), .threshold(0.3, defaultValue: -0.5),
            .leakyRelu(negativeSlope: 0.01), .elu(alpha: 0.7), .celu(alpha: 2.5), .squareplus(b: 0.5),
            .hardShrink(threshold: 0.25), .softShrink(threshold: 0.25), .gelu(approximate: true),
        ]

    /// Within a dense layer, as a layer, and as the last one.
    @Test(arguments: functions)
    func activations(function: ActivationFunction) throws {
        for seed in 0..<6 as Range<UInt64> {
            var draws = LayerDraws(seed: seed)
            // An even width, which glu halves.
            let units = 2 * draws.number(1...4)
            try check(
                [ReferenceDense(units: units, activation: function), ReferenceDense(units: 2)], loss: .meanSquaredError,
                seed: seed)
            try check(
                [ReferenceDense(units: units), ReferenceActivation(function: function), ReferenceDense(units: 2)],
                loss: .meanSquaredError, seed: seed)
            try check(
                [ReferenceDense(units: 3, activation: .tanh), ReferenceDense(units: units, activation: function)],
                loss: .meanSquaredError, seed: seed)
        }
    }

    /// The gradient goes through the numbers that were kept, with the factor that they grew by.
    @Test(arguments: [0.1, 0.5, 0.9])
    func dropout(rate: Double) throws {
        let count = 4000
        let model = try Sequential(inputShape: [1]) {
            Dense(count, bias: false)
            Dropout(rate: rate)
        }
        let before = draws(count, seed: 5).map { abs($0) + 0.5 }
        try model.setWeights([Tensor(shape: [1, count], scalars: before)])
        let data = try Dataset(name: "one", features: [[1]], targets: Tensor.zeros([1, count]))
        // The mean of y² has the slope 2 y / n with respect to y; a rate of n / 2 takes factor · y off.
        try model.fit(
            data, loss: .meanSquaredError, optimizer: .sgd(learningRate: Double(count) / 2), epochs: 1, seed: 3)
        let factor = 1 / (1 - rate)
        var dropped = 0
        for (old, new) in zip(before, model.weights[0].scalars) {
            if new == old {
                dropped += 1
            } else {
                #expect(abs(Double(new) - Double(old) * (1 - factor * factor)) < 1e-5 * factor * factor * Double(old))
            }
        }
        // Five deviations of the share of so many draws.
        #expect(abs(Double(dropped) / Double(count) - rate) < 5 * (rate * (1 - rate) / Double(count)).squareRoot())
    }
}
