import Foundation
import NeuralEngine
import Testing

/// Small problems that a network has to solve from every seed tried.
@Suite("Learning")
struct LearningTests {
    static func xor() throws -> Dataset {
        try Dataset(name: "xor", features: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [0, 1, 1, 0])
    }

    /// Two half circles, one class each, with some noise.
    static func moons(_ count: Int, seed: UInt64) throws -> Dataset {
        var generator = SeededGenerator(seed: seed)
        var features: [Float] = []
        var labels: [Float] = []
        for index in 0..<count {
            let angle = Double.pi * generator.nextUnit()
            let first = index.isMultiple(of: 2)
            features.append(Float((first ? cos(angle) : 1 - cos(angle)) + 0.1 * generator.nextNormal()))
            features.append(Float((first ? sin(angle) : 0.5 - sin(angle)) + 0.1 * generator.nextNormal()))
            labels.append(first ? 0 : 1)
        }
        return try Dataset(
            name: "moons", features: Tensor(shape: [count, 2], scalars: features), targets: Tensor(labels))
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func exclusiveOr(seed: UInt64) throws {
        let model = try Sequential(inputShape: [2], seed: seed) {
            Dense(8, activation: .tanh)
            Dense(1, activation: .sigmoid)
        }
        let history = try model.fit(
            Self.xor(), loss: .binaryCrossEntropy, optimizer: .adam(learningRate: 0.05), epochs: 400,
            metrics: [.accuracy])
        #expect(history.metrics["accuracy"]?.last == 1)
        #expect(try #require(history.loss.last) < 0.05)
        #expect(try model.predict(Self.xor().features).scalars.map { $0 > 0.5 } == [false, true, true, false])
    }

    /// Without a non-linear function between them, two layers are one: no seed gets all four right.
    @Test(arguments: 0..<4 as Range<UInt64>)
    func linearHiddenUnitsCannot(seed: UInt64) throws {
        let model = try Sequential(inputShape: [2], seed: seed) {
            Dense(8)
            Dense(1, activation: .sigmoid)
        }
        try model.fit(Self.xor(), loss: .binaryCrossEntropy, optimizer: .adam(learningRate: 0.05), epochs: 400)
        let evaluation = try model.evaluate(Self.xor(), metrics: [.accuracy])
        #expect(try #require(evaluation.accuracy) <= 0.75)
    }

    @Test func halfMoons() throws {
        let train = try Self.moons(400, seed: 1)
        let test = try Self.moons(200, seed: 2)
        let model = try Sequential(inputShape: [2], seed: 7) {
            Dense(16, activation: .relu)
            Dropout(rate: 0.05)
            Dense(16, activation: .relu)
            Dense(2, activation: .softmax)
        }
        let history = try model.fit(
            train, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 0.01), epochs: 60, batchSize: 32,
            validation: test, metrics: [.accuracy], seed: 3)
        #expect(history.epochs == 60 && history.validationLoss.count == 60)
        #expect(try #require(history.validationMetrics["accuracy"]?.last) > 0.97)
        let evaluation = try model.evaluate(test)
        #expect(evaluation.accuracy == history.validationMetrics["accuracy"]?.last)
    }

    @Test func aLine() throws {
        let x = try Tensor.uniform([64, 1], in: -1..<1, seed: 4)
        let data = try Dataset(name: "line", features: x, targets: x * 3 + 2)
        let model = try Sequential(inputShape: [1], seed: 1) { Dense(1) }
        try model.fit(data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1, momentum: 0.9), epochs: 300)
        let (slope, shift) = (try model.weights[0].scalar, try model.weights[1].scalar)
        #expect(abs(slope - 3) < 1e-4)
        #expect(abs(shift - 2) < 1e-4)
    }

    /// The perceptron criterion with batches of one, in order, is Rosenblatt's algorithm.
    @Test func aSignNeuronIsAPerceptron() throws {
        let data = try Dataset(
            name: "or", features: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [-1, 1, 1, 1])
        let model = try Sequential(inputShape: [2]) {
            Dense(1, activation: .sign, kernelInitializer: .zeros)
        }
        try model.fit(
            data, loss: .perceptron, optimizer: .sgd(learningRate: 1), epochs: 10, batchSize: 1, shuffle: false)
        var perceptron = RosenblattPerceptron()
        let trace = try perceptron.fit(data, learningRate: 1)
        #expect(trace.converged)
        let learned = model.weights[1].scalars + model.weights[0].scalars
        #expect(learned.map(Double.init) == perceptron.weights)
        #expect(try model.predict(data.features) == perceptron.predict(data.features))
    }
}
