import Foundation
import NeuralEngine
import Testing

@Suite("Going on from a checkpoint")
struct CheckpointTests {
    static func network() throws -> Sequential {
        try Sequential(inputShape: [2], seed: 4) {
            Dense(6, activation: .tanh)
            Dropout(rate: 0.1)
            Dense(2, activation: .softmax)
        }
    }

    static let optimizers: [Optimizer] = [
        .sgd(), .sgd(momentum: 0.9, nesterov: true), .adam(amsgrad: true), .nadam(),
        .rmsProp(momentum: 0.5, centered: true),
        .adagrad(), .adaDelta(), .adamax(), .lion(),
        .adamW(decaying: .matrices).clipped(.globalNorm(0.5)).averaged(momentum: 0.9)
            .scheduled(.cosineDecay(decaySteps: 100, warmupSteps: 10)),
        .adam().scheduled(.exponentialDecay(decaySteps: 1, decayRate: 0.9), per: .epoch),
    ]

    static func fit(
        _ model: Model, _ optimizer: Optimizer, epochs: Int, resuming: TrainingCheckpoint? = nil,
        callbacks: [any TrainingCallback] = []
    ) throws -> History {
        let data = try LearningTests.moons(45, seed: 1)
        return try model.fit(
            data, loss: .categoricalCrossEntropy, optimizer: optimizer, epochs: epochs, batchSize: 7, validation: data,
            metrics: [.accuracy, .f1], seed: 5, resuming: resuming, callbacks: callbacks)
    }

    @Test("Some epochs, a file, and the rest give the bits of one run", arguments: optimizers.indices)
    func sameBits(index: Int) throws {
        let optimizer = Self.optimizers[index]
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).ckpt").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let whole = try Self.network()
        let history = try Self.fit(whole, optimizer, epochs: 7)
        let saver = ModelCheckpoint(path)
        _ = try Self.fit(Self.network(), optimizer, epochs: 3, callbacks: [saver])
        #expect(saver.lastPath == path)
        let state = try TrainingCheckpoint(contentsOf: path)
        #expect(state.epochs == 3 && state.optimizer == optimizer.name)
        // The network that goes on began with other weights.
        let other = try Self.network()
        other.reset(seed: 99)
        let rest = try Self.fit(other, optimizer, epochs: 7, resuming: state)
        #expect(other.weights == whole.weights, "\(optimizer.name)")
        #expect(rest.loss == history.loss && rest.learningRate == history.learningRate)
        #expect(rest.validationLoss == history.validationLoss && rest.metrics == history.metrics)
    }

    /// In processes of their own, as after a restart of the kernel.
    @Test func anotherProcess() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "cuaderno-resume.ckpt").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        await #expect(processExitsWith: .success) {
            let path = FileManager.default.temporaryDirectory.appending(path: "cuaderno-resume.ckpt").path
            _ = try CheckpointTests.fit(
                CheckpointTests.network(), .adam(), epochs: 4, callbacks: [ModelCheckpoint(path, everyEpochs: 2)])
        }
        let whole = try Self.network()
        _ = try Self.fit(whole, .adam(), epochs: 6)
        let model = try Self.network()
        _ = try Self.fit(model, .adam(), epochs: 6, resuming: TrainingCheckpoint(contentsOf: path))
        #expect(model.weights == whole.weights)
    }

    @Test func bestOnlyAndOneFileAnEpoch() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let each = ModelCheckpoint(folder.appending(path: "e{epoch}.ckpt").path, everyEpochs: 2)
        let best = ModelCheckpoint(folder.appending(path: "best.ckpt").path, saveBestOnly: true)
        let history = try Self.fit(
            Self.network(), .sgd(learningRate: 0.1), epochs: 6,
            callbacks: [LearningRateScheduler { epoch, rate in epoch < 3 ? rate : 60 }, each, best])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["best.ckpt", "e2.ckpt", "e4.ckpt", "e6.ckpt"])
        let state = try TrainingCheckpoint(contentsOf: #require(best.lastPath))
        #expect(state.history.validationLoss.last == history.validationLoss.min())
        let model = try Self.network()
        try state.restoreWeights(into: model)
        let data = try LearningTests.moons(45, seed: 1)
        let loss = try model.evaluate(data, loss: .categoricalCrossEntropy).loss
        #expect(abs(loss - (state.history.validationLoss.last ?? 0)) < 1e-12)
    }

    @Test func damagedFilesAreRefused() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).ckpt").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try Self.fit(Self.network(), .adam(), epochs: 1, callbacks: [ModelCheckpoint(path)])
        let bytes = try Data(contentsOf: URL(filePath: path))
        var changed = bytes
        changed[bytes.count / 2] ^= 1
        for damaged in [bytes.dropLast(), bytes.prefix(5), Data(), changed, Data("epoch,loss\n1,2\n".utf8)] {
            try Data(damaged).write(to: URL(filePath: path))
            #expect(engineError { _ = try TrainingCheckpoint(contentsOf: path) }?.code == .file)
        }
        #expect(engineError { _ = try TrainingCheckpoint(contentsOf: "/nowhere.ckpt") }?.code == .file)
        try bytes.write(to: URL(filePath: path))
        let state = try TrainingCheckpoint(contentsOf: path)
        let other = try Sequential(inputShape: [2], name: "other") { Dense(2, activation: .softmax) }
        let before = other.weights
        let shape = engineError { try state.restoreWeights(into: other) }
        #expect(shape?.code == .shapeMismatch && shape?.message.contains("kernel [2, 2]") == true)
        #expect(other.weights == before)
        let rule = engineError { _ = try Self.fit(Self.network(), .sgd(), epochs: 3, resuming: state) }
        #expect(rule?.message.contains("adam") == true && rule?.message.contains("sgd") == true)
    }
}
