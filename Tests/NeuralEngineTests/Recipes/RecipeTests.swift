import Foundation
import NeuralEngine
import Testing

/// The networks that the course names, each on data of the repository, good enough to show.
@Suite("Recipes")
struct RecipeTests {
    /// Regression: a curve with two bends.
    @Test func aCurve() throws {
        let x = try Tensor.uniform([300, 1], in: -3..<3, seed: 1)
        let noise = try Tensor.normal([300, 1], deviation: 0.1, seed: 2)
        let data = try Dataset(name: "curve", features: x, targets: (2 * x).sin() + 0.3 * x + noise)
        let (train, test) = try data.split(validation: 0.2, seed: 3)
        let model = try Sequential(inputShape: [1], seed: 4) {
            Dense(32, activation: .tanh)
            Dense(32, activation: .tanh)
            Dense(1)
        }
        try model.fit(
            train, loss: .meanSquaredError, optimizer: .adam(learningRate: 0.01), epochs: 200, batchSize: 32)
        let evaluation = try model.evaluate(test, metrics: [.r2, .rootMeanSquaredError])
        // The noise's own deviation is 0.1.
        #expect(try #require(evaluation.metrics["rootMeanSquaredError"]) < 0.15)
        #expect(try #require(evaluation.metrics["r2"]) > 0.95)
    }

    /// Several outputs: where a throw of two joints' angles ends (x, y), and how far from the shoulder.
    @Test func severalOutputs() throws {
        let angles = try Tensor.uniform([800, 2], in: 0..<1.5, seed: 1)
        let (first, second) = (try angles[.all, 0], try angles[.all, 1])
        let x = try first.cos() + (first + second).cos()
        let y = try first.sin() + (first + second).sin()
        let distance = try (x.squared() + y.squared()).squareRoot()
        let data = try Dataset(
            name: "arm", features: angles, targets: Tensor.stacked([x, y, distance], axis: 1))
        let (train, test) = try data.split(validation: 0.25, seed: 2)
        let model = try Sequential(inputShape: [2], seed: 3) {
            Dense(32, activation: .tanh)
            Dense(3)
        }
        try model.fit(
            train, loss: .meanSquaredError, optimizer: .adam(learningRate: 0.01), epochs: 100, batchSize: 32)
        let answers = try model.predict(test.features)
        for output in 0..<3 {
            let error = try meanSquaredError(answers[.all, output], test.targets[.all, output]).scalar
            let variance = try test.targets[.all, output].variance().scalar
            #expect(error < 0.01 * variance, "output \(output): \(error) of \(variance)")
        }
    }

    @Test func twoClasses() throws {
        let (train, test) = try Dataset.circles(samples: 500, noise: 0.08, seed: 1).split(validation: 0.3, seed: 2)
        let model = try Sequential(inputShape: [2], seed: 3) {
            Dense(16, activation: .relu)
            Dense(16, activation: .relu)
            Dense(1, activation: .sigmoid)
        }
        let history = try model.fit(
            train, loss: .binaryCrossEntropy, optimizer: .adam(learningRate: 0.01), epochs: 60, batchSize: 32,
            validation: test, metrics: [.accuracy])
        #expect(try #require(history.validationMetrics["accuracy"]?.last) > 0.97)
    }

    @Test func manyClasses() throws {
        let (train, test) = try Dataset.digits().split(validation: 0.2, seed: 7)
        let model = try Sequential(inputShape: [8, 8], seed: 1) {
            Flatten()
            Dense(64, activation: .relu)
            Dense(10, activation: .softmax)
        }
        let history = try model.fit(
            train, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 0.003), epochs: 25, batchSize: 32,
            validation: test, metrics: [.accuracy])
        #expect(try #require(history.validationMetrics["accuracy"]?.last) > 0.96)
    }

    /// More than 98 % of digits that it never saw, from each seed tried.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func digitsByConvolution(seed: UInt64) throws {
        let (train, test) = try Dataset.digits().split(validation: 0.2, seed: 7)
        let model = try Sequential(inputShape: [8, 8], seed: seed, name: "cnn") {
            Reshape([8, 8, 1])
            Conv2D(32, kernelSize: 3, padding: .same, activation: .relu)
            BatchNormalization(momentum: 0.9)
            Conv2D(32, kernelSize: 3, padding: .same, activation: .relu)
            MaxPooling2D()
            Dropout(rate: 0.25)
            Flatten()
            Dense(64, activation: .relu)
            Dropout(rate: 0.4)
            Dense(10, activation: .softmax)
        }
        let history = try model.fit(
            train, loss: .categoricalCrossEntropy,
            optimizer: .adam(learningRate: 2e-3).scheduled(.cosineDecay(decaySteps: 20 * 45)), epochs: 20,
            batchSize: 32, validation: test, metrics: [.accuracy], seed: seed)
        let accuracy = try #require(history.validationMetrics["accuracy"]?.last)
        #expect(accuracy > 0.98, "\(accuracy) after \(history.duration)")
    }
}
