import NeuralEngine
import Testing

@Suite("fit")
struct FitTests {
    private func network(seed: UInt64 = 1) throws -> Sequential {
        try Sequential(inputShape: [2], seed: seed) {
            Dense(6, activation: .tanh)
            Dropout(rate: 0.1)
            Dense(2, activation: .softmax)
        }
    }

    @Test func theSameSeedGivesTheSameBits() throws {
        let data = try LearningTests.moons(100, seed: 1)
        func trained(seed: UInt64) throws -> (History, [Tensor]) {
            let model = try network()
            let history = try model.fit(data, loss: .categoricalCrossEntropy, epochs: 5, batchSize: 7, seed: seed)
            return (history, model.weights)
        }
        let (first, second, other) = (try trained(seed: 1), try trained(seed: 1), try trained(seed: 2))
        #expect(first.0.loss == second.0.loss && first.1 == second.1)
        #expect(first.1 != other.1)
    }

    @Test func epochLossesAreMeansOverAllExamples() throws {
        // With a rate this small the weights stand still, so the mean over uneven batches is the loss on the whole.
        let data = try LearningTests.moons(23, seed: 1)
        let model = try Sequential(inputShape: [2], seed: 1) { Dense(2, activation: .softmax) }
        let history = try model.fit(
            data, loss: .categoricalCrossEntropy, optimizer: .sgd(learningRate: 1e-12), epochs: 1, batchSize: 5,
            metrics: [.accuracy, .meanAbsoluteError, .meanSquaredError])
        let evaluation = try model.evaluate(data)
        #expect(abs(try #require(history.loss.first) - evaluation.loss) < 1e-6)
        for (name, values) in history.metrics {
            #expect(abs(values[0] - (evaluation.metrics[name] ?? .nan)) < 1e-6, "\(name)")
        }
        #expect(evaluation.metrics.count == 3)
    }

    @Test(
        arguments: [
            (Tensor([0, 1, 1, 0]), Loss.binaryCrossEntropy, ActivationFunction.sigmoid),
            ([-1, 1, 1, -1], .hinge, .identity),
            ([-1, 1, 1, -1], .meanSquaredError, .tanh), ([0, 1, 1, 0], .meanSquaredError, .sigmoid),
            ([0, 1, 1, 0], .perceptron, .sign),
        ] as [(Tensor, Loss, ActivationFunction)])
    func accuracyFollowsLossAndTargets(targets: Tensor, loss: Loss, activation: ActivationFunction) throws {
        let data = try Dataset(name: "x", features: LearningTests.xor().features, targets: targets)
        let model = try Sequential(inputShape: [2]) { Dense(1, activation: activation) }
        // x₁ + x₂ − ½: right for three of the four.
        try model.setWeights([[[4], [4]], [-2]])
        #expect(try model.evaluate(data, loss: loss, metrics: [.accuracy]).accuracy == 0.75)
    }

    @Test func badArguments() throws {
        let data = try LearningTests.xor()
        let model = try Sequential(inputShape: [2], name: "net") { Dense(1, activation: .sigmoid) }
        let wide = try Dataset(name: "wide", features: [[1, 2, 3]], targets: [0])
        let labels = try Dataset(name: "labels", features: data.features, targets: [0, 1, 2, 7])
        let values = try Dataset(name: "values", features: data.features, targets: [0, 1, 0.5, -3])
        let two = try Sequential(inputShape: [2], name: "two") { Dense(2, activation: .softmax) }
        let still = try Sequential(inputShape: [2], name: "still") { Activation(.tanh) }
        let hidden = try Sequential(inputShape: [2]) {
            Dense(3, activation: .sign)
            Dense(1)
        }
        let signed = try Sequential(inputShape: [2]) { Dense(1, activation: .sign) }
        let cases: [(mentions: [String], call: () throws -> Void)] = [
            (["epochs is 0"], { try model.fit(data, loss: .binaryCrossEntropy, epochs: 0) }),
            (["batchSize is 0"], { try model.fit(data, loss: .binaryCrossEntropy, epochs: 1, batchSize: 0) }),
            (
                ["batchSize is 5", "1 to 4"],
                { try model.fit(data, loss: .binaryCrossEntropy, epochs: 1, batchSize: 5) }
            ),
            (["net", "[batch, 2]", "wide", "[1, 3]"], { try model.fit(wide, loss: .binaryCrossEntropy, epochs: 1) }),
            (["wide", "[1, 3]"], { try model.fit(data, loss: .binaryCrossEntropy, epochs: 1, validation: wide) }),
            (["1 output", "softmax"], { try model.fit(data, loss: .categoricalCrossEntropy, epochs: 1) }),
            (["Row 2", "label 2", "2 outputs"], { try two.fit(labels, loss: .categoricalCrossEntropy, epochs: 1) }),
            (["two", "[batch, 2]", "[4]", "oneHot"], { try two.fit(data, loss: .meanSquaredError, epochs: 1) }),
            (["row 3", "-3"], { try model.fit(values, loss: .binaryCrossEntropy, epochs: 1) }),
            (["row 2", "0.5"], { try model.fit(values, loss: .hinge, epochs: 1) }),
            (["nothing to train"], { try still.fit(data, loss: .meanSquaredError, epochs: 1) }),
            (["Layer 0 (Dense)", "sign"], { try hidden.fit(data, loss: .meanSquaredError, epochs: 1) }),
            (["Layer 0 (Dense)", "perceptron"], { try signed.fit(data, loss: .meanSquaredError, epochs: 1) }),
        ]
        let before = model.weights
        for entry in cases {
            let error = engineError(entry.call)
            for mention in entry.mentions {
                #expect(error?.message.contains(mention) == true, "\(mention) in: \(error?.message ?? "no error")")
            }
        }
        #expect(model.weights == before)
    }

    @Test func aLossThatExplodesNamesEpochAndBatch() throws {
        let data = try Dataset(name: "steep", features: [[100], [200], [300]], targets: [1000, 2000, 3000])
        let model = try Sequential(inputShape: [1]) {
            Dense(4, kernelInitializer: .ones)
            Dense(1, kernelInitializer: .ones)
        }
        let error = engineError {
            try model.fit(data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 10), epochs: 100, batchSize: 1)
        }
        #expect(error?.code == .notFinite)
        let message = error?.message ?? ""
        #expect(message.contains("epoch 1, batch") && message.contains("Layer") && message.contains("10"), "\(message)")
    }
}
