import NeuralEngine
import Testing

/// Steps of a sequence that a mask skips count nothing in the loss, and the others share their weight (Keras's rule).
@Suite("Losses under a mask")
struct MaskedLossTests {
    @Test func skippedStepsDoNotCount() throws {
        let model = try Sequential(inputShape: [4], seed: 3) {
            Embedding(inputDim: 6, outputDim: 3, maskZero: true)
            Dense(5, activation: .softmax)
        }
        let whole = try Dataset(
            name: "padded", features: [[1, 2, 0, 0], [3, 4, 5, 0]], targets: [[0, 1, 4, 4], [2, 3, 1, 4]])
        let loss = Loss.sparseCategoricalCrossEntropy
        let (value, gradients) = try model.lossAndGradients(whole, loss: loss)
        // Five steps count: the mean over them is that of five examples of one step each.
        let short = try Sequential(inputShape: [1], seed: 3) {
            Embedding(inputDim: 6, outputDim: 3)
            Dense(5, activation: .softmax)
        }
        try short.setWeights(model.weights)
        let steps = try Dataset(
            name: "steps", features: [[1], [2], [3], [4], [5]], targets: [[0], [1], [2], [3], [1]])
        let expected = try short.lossAndGradients(steps, loss: loss)
        #expect(abs(value - expected.loss) < 1e-6)
        for (gradient, other) in zip(gradients, expected.gradients) {
            #expect(worst(gradient.scalars, other.scalars.map(Double.init), relative: 1e-5, absolute: 1e-7) <= 1)
        }
        #expect(abs(try model.evaluate(whole, loss: loss).loss - value) < 1e-6)
        // Metrics skip them too.
        let metrics: [Metric] = [.accuracy, .recall, .meanSquaredError, .auc]
        let masked = try model.evaluate(whole, loss: loss, metrics: metrics).metrics
        for (name, value) in try short.evaluate(steps, loss: loss, metrics: metrics).metrics {
            let own = masked[name] ?? 0
            #expect(abs(own - value) < 1e-6 || (own.isNaN && value.isNaN), "\(name)")
        }
        // Weights of samples go on top.
        let weighted = try model.lossAndGradients(whole, loss: loss, sampleWeight: Tensor([2, 2])).loss
        #expect(abs(weighted - 2 * value) < 1e-6)
    }

    private static func network(_ name: String) throws -> Model {
        let padded = Embedding(inputDim: 6, outputDim: 4, maskZero: true)
        func chain(@LayerBuilder _ layers: () -> [any Layer]) throws -> Model {
            try Sequential(inputShape: [5], layers: [padded] + layers(), seed: 1)
        }
        switch name {
        case "dense": return try chain { Dense(2) }
        case "dropout":
            return try chain {
                Dropout(rate: 0)
                Dense(2)
            }
        case "lstm": return try chain { LSTM(2, returnSequences: true) }
        case "both directions": return try chain { Bidirectional(GRU(1, returnSequences: true)) }
        case "each step": return try chain { TimeDistributed(Dense(2, activation: .tanh)) }
        case "attention":
            return try chain {
                TransformerBlock(numHeads: 2, intermediateDim: 3)
                Dense(2)
            }
        default:
            // A masked output beside one without a mask.
            let input = Input(shape: [5])
            let words = padded(input)
            return try Model(
                inputs: [input], outputs: [Dense(2)(words), Dense(2)(GlobalAveragePooling1D()(words))], seed: 1)
        }
    }

    /// `fit` and `lossAndGradients` leave out the same steps: one step of gradient descent follows the gradients to the bit.
    @Test(arguments: [
        "dense", "dropout", "lstm", "both directions", "each step", "attention", "two outputs",
    ])
    func fitAndGradientsAgree(name: String) throws {
        let model = try Self.network(name)
        let features: Tensor = [[1, 2, 0, 0, 0], [3, 4, 5, 0, 0], [2, 2, 2, 2, 1], [0, 0, 0, 0, 0]]
        let targets = try model.finalShapes.map { try Tensor.normal([4] + $0, seed: 2) }
        let data = try Dataset(name: "padded", inputs: [features], outputs: targets)
        let losses = targets.map { _ in Loss.meanSquaredError }
        let (loss, gradients) = try model.lossAndGradients(data, losses: losses)
        let expected = try zip(model.weights, gradients).map { try $0 - $1 }
        let history = try model.fit(data, losses: losses, optimizer: .sgd(learningRate: 1), epochs: 1)
        #expect(history.loss == [loss])
        #expect(model.weights == expected)
        // Targets of skipped steps are nobody's.
        let skipped = try (features .== 0).expanded(axis: 2)
        let moved = try targets[0] + 9 * skipped
        let other = try Self.network(name)
        #expect(
            try other.lossAndGradients(
                Dataset(name: "moved", inputs: [features], outputs: [moved] + targets.dropFirst()), losses: losses
            ).gradients == gradients)
    }

    /// `evaluate` works on a part of the data at a time; the mean is over the steps of all of it.
    @Test func partsOfTheDataDoNotShow() throws {
        let model = try Self.network("dense")
        // A thousand examples of one step, and five hundred of five.
        func row(_ index: Int) -> [Float] {
            (0..<5).map { step in step == 0 || index >= 1000 ? Float((index + step) % 5 + 1) : 0 }
        }
        let features = try Tensor(rows: (0..<1500).map(row))
        let targets = try Tensor.normal([1500, 5, 2], seed: 3)
        let data = try Dataset(name: "long and short", features: features, targets: targets)
        let whole = try model.lossAndGradients(data, loss: .meanSquaredError).loss
        let evaluation = try model.evaluate(data, loss: .meanSquaredError, metrics: [.meanSquaredError])
        // The sums are the same, in another order, in double precision; single terms are float32.
        #expect(abs(evaluation.loss - whole) < 1e-6)
        #expect(abs((evaluation.metrics["meanSquaredError"] ?? 0) - whole) < 1e-6)
        // Weights of samples count in the sum, not in the number of steps.
        let weights = try Tensor.uniform([1500], in: 0..<2, seed: 4)
        let weighted = try model.evaluate(data, loss: .meanSquaredError, metrics: [], sampleWeight: weights).loss
        let expected = try model.lossAndGradients(data, loss: .meanSquaredError, sampleWeight: weights).loss
        #expect(abs(weighted - expected) < 1e-6)
    }

    /// Nothing but padding has no loss.
    @Test func onlyPadding() throws {
        let model = try Self.network("dense")
        let data = try Dataset(name: "padding", features: Tensor.zeros([3, 5]), targets: Tensor.ones([3, 5, 2]))
        #expect(try model.evaluate(data, loss: .meanSquaredError).loss == 0)
        let (loss, gradients) = try model.lossAndGradients(data, loss: .meanSquaredError)
        #expect(loss == 0 && gradients.allSatisfy { $0.scalars.allSatisfy { $0 == 0 } })
    }
}
