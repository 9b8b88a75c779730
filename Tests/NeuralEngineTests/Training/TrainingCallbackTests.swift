import Foundation
import NeuralEngine
import Testing

@Suite("Early stopping, schedules, loggers")
struct TrainingCallbackTests {
    private func network(seed: UInt64 = 1) throws -> Sequential {
        try Sequential(inputShape: [2], seed: seed) {
            Dense(6, activation: .tanh)
            Dense(2, activation: .softmax)
        }
    }

    private func temporary(_ name: String) -> String {
        FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)-\(name)").path
    }

    /// Sets the rate so high after some epochs that the loss rises.
    private func worsening(after epoch: Int) -> LearningRateScheduler {
        LearningRateScheduler { next, rate in next >= epoch ? 40 : rate }
    }

    @Test func stopsAndRestoresTheBest() throws {
        let data = try LearningTests.moons(60, seed: 1)
        let model = try network()
        let stopping = EarlyStopping(patience: 3, restoreBestWeights: true)
        let history = try model.fit(
            data, loss: .categoricalCrossEntropy, optimizer: .sgd(learningRate: 0.5), epochs: 200, batchSize: 10,
            validation: data, callbacks: [worsening(after: 12), stopping])
        let best = try #require(stopping.best)
        #expect(history.stoppedEarly && history.epochs < 200)
        #expect(stopping.stoppedEpoch == history.epochs && history.epochs == best.epoch + 3)
        #expect(best.value == history.validationLoss.min())
        // The weights are those of the best epoch: the validation loss comes out as it was then.
        #expect(abs(try model.evaluate(data).loss - best.value) < 1e-9)
    }

    @Test func keepsGoingWhileItImproves() throws {
        let data = try LearningTests.moons(60, seed: 1)
        let stopping = EarlyStopping(monitor: .metric(.accuracy), patience: 1000)
        let history = try network().fit(
            data, loss: .categoricalCrossEntropy, epochs: 30, batchSize: 20, metrics: [.accuracy],
            callbacks: [stopping])
        #expect(history.epochs == 30 && !history.stoppedEarly && stopping.stoppedEpoch == nil)
        #expect(stopping.best?.value == history.metrics["accuracy"]?.max())
        // With patience 0 the first epoch that is no improvement is the last.
        let strict = try network().fit(
            data, loss: .categoricalCrossEntropy, optimizer: .sgd(learningRate: 1e-12), epochs: 30,
            callbacks: [EarlyStopping(monitor: "loss", minDelta: 0.1)])
        #expect(strict.epochs == 2)
    }

    @Test func theRateFallsOnAPlateau() throws {
        let data = try LearningTests.moons(40, seed: 1)
        let history = try network().fit(
            data, loss: .categoricalCrossEntropy, optimizer: .sgd(learningRate: 1e-6), epochs: 9,
            callbacks: [
                ReduceLROnPlateau(
                    monitor: .loss, factor: 0.5, patience: 2, minDelta: 0.1, cooldown: 1, minLearningRate: 2e-7)
            ])
        // Epoch 1 is the best, 2 and 3 are none: half from epoch 4 on. One epoch of rest (4), then 5 and 6 … as in Keras.
        #expect(history.learningRate == [1e-6, 1e-6, 1e-6, 5e-7, 5e-7, 2.5e-7, 2.5e-7, 2e-7, 2e-7])
    }

    @Test func aScheduleByEpoch() throws {
        let history = try network().fit(
            LearningTests.moons(40, seed: 1), loss: .categoricalCrossEntropy, optimizer: .sgd(learningRate: 8),
            epochs: 4, callbacks: [LearningRateScheduler { epoch, rate in epoch == 0 ? 1 : rate / 2 }])
        #expect(history.learningRate == [1, 0.5, 0.25, 0.125])
    }

    @Test func linesOfACSVFile() throws {
        let path = temporary("log.csv")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let data = try LearningTests.moons(20, seed: 1)
        let history = try network().fit(
            data, loss: .categoricalCrossEntropy, epochs: 3, validation: data, metrics: [.accuracy],
            callbacks: [CSVLogger(path)])
        func lines() throws -> [String] {
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        }
        #expect(try lines().count == 4)
        #expect(try lines()[0] == "epoch,learning rate,loss,accuracy,validation loss,validation accuracy")
        let last = try lines()[3].split(separator: ",").map(String.init)
        #expect(last[0] == "3" && Double(last[2]) == history.loss[2] && Double(last[4]) == history.validationLoss[2])
        try network().fit(data, loss: .categoricalCrossEntropy, epochs: 2, callbacks: [CSVLogger(path, append: true)])
        #expect(try lines().count == 6 && lines()[4].hasPrefix("1,"))
        try network().fit(data, loss: .categoricalCrossEntropy, epochs: 2, callbacks: [CSVLogger(path)])
        #expect(try lines().count == 3)
    }

    @Test func validationSplit() throws {
        let data = try LearningTests.moons(50, seed: 1)
        let parts = try data.split(validation: 0.2, seed: 9)
        let (first, second) = (try network(), try network())
        let split = try first.fit(
            data, loss: .categoricalCrossEntropy, epochs: 3, batchSize: 8, validationSplit: 0.2, seed: 9)
        let given = try second.fit(
            parts.train, loss: .categoricalCrossEntropy, epochs: 3, batchSize: 8, validation: parts.validation, seed: 9)
        #expect(split.validationLoss == given.validationLoss && first.weights == second.weights)
        // Weights of samples go with their rows.
        let weights = Tensor((0..<50).map { Float($0 % 3) })
        #expect(
            try network().fit(
                data, loss: .categoricalCrossEntropy, epochs: 1, validationSplit: 0.2, sampleWeight: weights
            ).epochs == 1)
    }

    @Test func crossValidation() throws {
        let data = try Dataset.iris()
        let folds = try data.folds(5, seed: 3)
        #expect(folds.map(\.validation.count) == [30, 30, 30, 30, 30])
        for fold in folds {
            // Fifty of each class: ten in every part.
            let labels = try #require(fold.validation.labels)
            #expect((0..<3).allSatisfy { label in labels.count { $0 == label } == 10 })
            #expect(fold.train.count == 120)
        }
        func run() throws -> CrossValidation {
            try CrossValidation(
                data.standardized(), folds: 5, seed: 3, loss: .categoricalCrossEntropy,
                optimizer: .adam(learningRate: 0.02), epochs: 40, batchSize: 16, metrics: [.accuracy]
            ) { _ in
                try Sequential(inputShape: [4], seed: 7) {
                    Dense(8, activation: .tanh)
                    Dense(3, activation: .softmax)
                }
            }
        }
        let (first, second) = (try run(), try run())
        #expect(first.evaluations == second.evaluations && first.histories.count == 5)
        #expect(try #require(first.mean("accuracy")) > 0.93)
        let values = first.evaluations.compactMap(\.accuracy)
        let mean = values.reduce(0, +) / 5
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4).squareRoot()
        #expect(abs(try #require(first.deviation("accuracy")) - deviation) < 1e-12)
        #expect(first.description.contains("5 folds: accuracy 0.9") && first.description.contains("±"))
    }

    @Test func badArguments() throws {
        let data = try LearningTests.moons(20, seed: 1)
        let model = try network()
        func fit(_ callback: any TrainingCallback, validation: Bool = false) throws {
            try model.fit(
                data, loss: .categoricalCrossEntropy, epochs: 3, validation: validation ? data : nil,
                callbacks: [callback])
        }
        let cases: [(mentions: [String], call: () throws -> Void)] = [
            (["EarlyStopping", "validation loss", "loss"], { try fit(EarlyStopping()) }),
            (
                ["validation f1", "validation loss"],
                { try fit(EarlyStopping(monitor: .validation(.f1)), validation: true) }
            ),
            (["patience -1"], { try fit(EarlyStopping(patience: -1)) }),
            (["factor 2.0"], { try fit(ReduceLROnPlateau(factor: 2)) }),
            (["everyEpochs is 0"], { try fit(ModelCheckpoint("x", everyEpochs: 0)) }),
            (["Cannot write", "/nowhere/x"], { try fit(ModelCheckpoint("/nowhere/x")) }),
            (["Cannot write", "/nowhere/x"], { try fit(CSVLogger("/nowhere/x")) }),
            (["learning rate is nan"], { try fit(LearningRateScheduler { _, _ in .nan }) }),
            (["1 folds"], { _ = try data.folds(1) }),
            (["21 folds", "20"], { _ = try data.folds(21) }),
            (
                ["validationSplit"],
                {
                    try model.fit(
                        data, loss: .categoricalCrossEntropy, epochs: 1, validation: data, validationSplit: 0.1)
                }
            ),
            (
                ["1.5"], { try model.fit(data, loss: .categoricalCrossEntropy, epochs: 1, validationSplit: 1.5) }
            ),
        ]
        for entry in cases {
            let message = engineError(entry.call)?.message ?? "no error"
            #expect(entry.mentions.allSatisfy(message.contains), "\(entry.mentions): \(message)")
        }
    }

    /// A loss may be finite while a gradient is not: the weights of the step are looked at too.
    @Test func weightsThatExplode() throws {
        let data = try Dataset(name: "steep", features: [[1e30]], targets: [1])
        let model = try Sequential(inputShape: [1]) { Dense(1, kernelInitializer: .zeros) }
        let error = engineError {
            try model.fit(data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 1e20), epochs: 3)
        }
        let message = error?.message ?? ""
        #expect(error?.code == .notFinite)
        #expect(message.contains("epoch 1, batch 1") && message.contains("kernel of layer 0 (Dense)"), "\(message)")
    }
}
