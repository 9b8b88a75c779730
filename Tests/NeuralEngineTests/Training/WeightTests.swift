import NeuralEngine
import Testing

@Suite("Class and sample weights")
struct WeightTests {
    private let features = try? Tensor.uniform([7, 3], in: -1..<1, seed: 3)

    private func model(_ last: ActivationFunction = .softmax) throws -> Sequential {
        try Sequential(inputShape: [3], seed: 2) {
            Dense(4, activation: .tanh)
            Dense(last == .sigmoid ? 1 : 3, activation: last)
        }
    }

    private func data(_ targets: Tensor) throws -> Dataset {
        try Dataset(name: "rows", features: #require(features), targets: targets)
    }

    /// The weighted loss is Σ wᵢ lᵢ / n, computed from the losses of single examples.
    @Test(arguments: [Loss.categoricalCrossEntropy, .meanSquaredError, .categoricalHinge, .cosineSimilarity])
    func theMeanIsOverTheCount(loss: Loss) throws {
        let model = try model(loss == .categoricalCrossEntropy ? .softmax : .identity)
        let labels = try data([0, 1, 2, 1, 0, 2, 2])
        let data = loss.isForClasses ? labels : try labels.oneHot()
        let weights: [Float] = [0.5, 2, 0, 1, 3, 1, 0.25]
        let (value, gradients) = try model.lossAndGradients(data, loss: loss, sampleWeight: Tensor(weights))
        var exact = 0.0
        var sums = gradients.map { [Double](repeating: 0, count: $0.count) }
        for (row, weight) in weights.enumerated() {
            let one = try model.lossAndGradients(data.rows([row]), loss: loss)
            exact += Double(weight) * one.loss / 7
            for (index, gradient) in one.gradients.enumerated() {
                for place in sums[index].indices {
                    sums[index][place] += Double(weight) * Double(gradient.scalars[place]) / 7
                }
            }
        }
        #expect(abs(value - exact) < 1e-6 * abs(exact) + 1e-7)
        for (gradient, sum) in zip(gradients, sums) {
            #expect(worst(gradient.scalars, sum, relative: 1e-5, absolute: 1e-7) <= 1)
        }
        #expect(abs(try model.evaluate(data, loss: loss, sampleWeight: Tensor(weights)).loss - exact) < 1e-6)
    }

    @Test func weightsOfOneChangeNothing() throws {
        let data = try data([0, 1, 2, 1, 0, 2, 2])
        let plain = try model().lossAndGradients(data, loss: .categoricalCrossEntropy)
        let weighted = try model().lossAndGradients(
            data, loss: .categoricalCrossEntropy, sampleWeight: Tensor([1, 1, 1, 1, 1, 1, 1]))
        #expect(abs(plain.loss - weighted.loss) < 1e-7)
        for (one, other) in zip(plain.gradients, weighted.gradients) {
            #expect(worst(one.scalars, other.scalars.map(Double.init), relative: 1e-6, absolute: 1e-8) <= 1)
        }
    }

    @Test func classWeightsAreSampleWeightsByClass() throws {
        let data = try data([0, 1, 2, 1, 0, 2, 2])
        let byClass = try model().lossAndGradients(
            data, loss: .categoricalCrossEntropy, classWeight: [0: 2, 2: 0.5],
            sampleWeight: Tensor([1, 1, 1, 1, 3, 1, 1]))
        let bySample = try model().lossAndGradients(
            data, loss: .categoricalCrossEntropy, sampleWeight: Tensor([2, 1, 0.5, 1, 6, 0.5, 0.5]))
        #expect(byClass.loss == bySample.loss && byClass.gradients == bySample.gradients)
        // Balanced: 7 / (3 · 2), 7 / (3 · 2), 7 / (3 · 3).
        let balanced = try model().lossAndGradients(
            data.oneHot(), loss: .categoricalCrossEntropy, classWeight: .balanced)
        let (rare, common) = (Float(7.0 / 6), Float(7.0 / 9))
        let expected = try model().lossAndGradients(
            data, loss: .categoricalCrossEntropy,
            sampleWeight: Tensor([rare, rare, common, rare, rare, common, common]))
        #expect(abs(balanced.loss - expected.loss) < 1e-7)
        let binary = try self.data([0, 1, 1, 1, 0, 1, 1])
        let one = try model(.sigmoid).lossAndGradients(binary, loss: .binaryCrossEntropy, classWeight: .balanced)
        let other = try model(.sigmoid).lossAndGradients(
            binary, loss: .binaryCrossEntropy, sampleWeight: Tensor([1.75, 0.7, 0.7, 0.7, 1.75, 0.7, 0.7]))
        #expect(abs(one.loss - other.loss) < 1e-7)
    }

    /// Weights follow their examples through shuffling and uneven batches.
    @Test func shufflingCarriesThem() throws {
        let data = try data([0, 1, 2, 1, 0, 2, 2])
        let model = try model()
        let weights = Tensor([0.5, 2, 0, 1, 3, 1, 0.25])
        let history = try model.fit(
            data, loss: .categoricalCrossEntropy, optimizer: .sgd(learningRate: 1e-12), epochs: 2, batchSize: 3,
            sampleWeight: weights)
        let whole = try model.evaluate(data, loss: .categoricalCrossEntropy, sampleWeight: weights).loss
        #expect(history.loss.allSatisfy { abs($0 - whole) < 1e-6 })
    }

    @Test func timeStepsMayWeigh() throws {
        let model = try Sequential(inputShape: [4, 2], seed: 1) { Dense(3, activation: .softmax) }
        let data = try Dataset(
            name: "steps", features: Tensor.uniform([2, 4, 2], seed: 5), targets: [[0, 1, 2, 0], [2, 2, 1, 0]])
        let first = try model.lossAndGradients(
            data, loss: .sparseCategoricalCrossEntropy, sampleWeight: [[1, 1, 0, 0], [1, 1, 0, 0]])
        let short = try Sequential(inputShape: [2, 2], seed: 1) { Dense(3, activation: .softmax) }
        let half = try Dataset(
            name: "half",
            features: Tensor(
                shape: [2, 2, 2], scalars: Array(data.features.scalars[0..<4] + data.features.scalars[8..<12])),
            targets: [[0, 1], [2, 2]])
        let expected = try short.lossAndGradients(half, loss: .sparseCategoricalCrossEntropy)
        #expect(abs(first.loss * 2 - expected.loss) < 1e-6)
        #expect(try model.evaluate(data, loss: .sparseCategoricalCrossEntropy, metrics: [.accuracy]).count == 2)
    }

    @Test func badWeights() throws {
        let data = try data([0, 1, 2, 1, 0, 2, 2])
        let model = try model()
        func fit(_ weights: Tensor?, _ classes: ClassWeight?, _ loss: Loss = .categoricalCrossEntropy) throws {
            try model.fit(
                loss.isForClasses ? data : data.oneHot(), loss: loss, epochs: 1, classWeight: classes,
                sampleWeight: weights)
        }
        let cases: [(mentions: [String], call: () throws -> Void)] = [
            (["sampleWeight", "[3]", "7 examples", "[7]"], { try fit([1, 1, 1], nil) }),
            (["row 1", "-1"], { try fit([1, -1, 1, 1, 1, 1, 1], nil) }),
            (["row 6", "nan"], { try fit(Tensor([1, 1, 1, 1, 1, 1, .nan]), nil) }),
            (["class 3", "0..<3"], { try fit(nil, [3: 1]) }),
            (["class 1", "-2"], { try fit(nil, [1: -2]) }),
            (["classWeight", "meanSquaredError"], { try fit(nil, .balanced, .meanSquaredError) }),
        ]
        for entry in cases {
            let message = engineError(entry.call)?.message ?? "no error"
            #expect(entry.mentions.allSatisfy(message.contains), "\(entry.mentions): \(message)")
        }
    }
}
