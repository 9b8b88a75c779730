import NeuralEngine
import Testing

@Suite("Callbacks and interrupts")
struct CallbackTests {
    /// Writes down what it hears; may stop or interrupt the training after some epochs.
    final class Recorder: TrainingCallback {
        var info: TrainingInfo?
        var progress: [TrainingProgress] = []
        var history: History?
        var failure: (any Error)?
        var stopAfter: Int?
        var interruptAfter: Int?

        func trainingBegan(_ info: TrainingInfo) { self.info = info }
        func epochEnded(_ progress: TrainingProgress) {
            self.progress.append(progress)
            if progress.epoch == stopAfter { progress.stop() }
            if progress.epoch == interruptAfter { Interruption.request() }
        }
        func trainingEnded(_ history: History) { self.history = history }
        func trainingFailed(_ error: any Error) { failure = error }
    }

    @Test func everyEpochIsTold() throws {
        let data = try LearningTests.moons(30, seed: 1)
        let model = try Sequential(inputShape: [2], name: "m") { Dense(2, activation: .softmax) }
        let recorder = Recorder()
        let history = try model.fit(
            data, loss: .categoricalCrossEntropy, epochs: 4, batchSize: 8, validation: data, metrics: [.accuracy],
            callbacks: [recorder])
        let info = try #require(recorder.info)
        #expect(info.epochs == 4 && info.batches == 4 && info.batchSize == 8 && info.count == 30 && info.hasValidation)
        #expect(recorder.progress.map(\.epoch) == [1, 2, 3, 4])
        #expect(recorder.progress.map(\.fraction) == [0.25, 0.5, 0.75, 1])
        #expect(recorder.progress.map(\.loss) == history.loss)
        #expect(recorder.progress.map(\.history.loss.count) == [1, 2, 3, 4])
        #expect(recorder.progress.last?.metrics.keys.sorted() == ["accuracy", "validation accuracy"])
        #expect(recorder.progress.last?.validationLoss == history.validationLoss.last)
        #expect(recorder.history == history && recorder.failure == nil)
    }

    /// Only watches: hears of the last epoch for certain, and of few of the others.
    final class Watcher: TrainingCallback {
        var epochs: [Int] = []
        var hearsEveryEpoch: Bool { false }

        func epochEnded(_ progress: TrainingProgress) { epochs.append(progress.epoch) }
    }

    @Test("A callback that only watches does not cost a tiny network its speed, and changes no number")
    func watching() throws {
        let watcher = Watcher()
        let models = try (0..<2).map { _ in
            try Sequential(inputShape: [2], seed: 4) {
                Dense(2, activation: .tanh)
                Dense(1, activation: .sigmoid)
            }
        }
        let watched = try models[0].fit(
            LearningTests.xor(), loss: .binaryCrossEntropy, epochs: 20_000, callbacks: [watcher])
        let alone = try models[1].fit(LearningTests.xor(), loss: .binaryCrossEntropy, epochs: 20_000)
        #expect(watched.loss == alone.loss)
        #expect(models[0].weights == models[1].weights)
        #expect(watcher.epochs.last == 20_000)
        #expect(watcher.epochs.count < 10_000)
        #expect(watcher.epochs == watcher.epochs.sorted())
    }

    @Test func aCallbackMayEndIt() throws {
        let recorder = Recorder()
        recorder.stopAfter = 3
        let model = try Sequential(inputShape: [2]) { Dense(1, activation: .sigmoid) }
        let history = try model.fit(LearningTests.xor(), loss: .binaryCrossEntropy, epochs: 50, callbacks: [recorder])
        #expect(history.epochs == 3 && history.stoppedEarly && !history.interrupted)
    }

    @Test func failuresAreTold() throws {
        let recorder = Recorder()
        let data = try Dataset(name: "steep", features: [[1000]], targets: [1e6])
        let model = try Sequential(inputShape: [1]) { Dense(1) }
        let error = engineError {
            try model.fit(
                data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 100), epochs: 100, callbacks: [recorder])
        }
        #expect(error?.code == .notFinite)
        #expect(recorder.failure as? EngineError == error && recorder.history == nil)
    }

    /// In a process of their own, since the flag is one for all trainings of a process.
    @Test func anInterruptKeepsTheWeights() async {
        await #expect(processExitsWith: .success) {
            let data = try LearningTests.moons(50, seed: 1)
            func network() throws -> Sequential {
                try Sequential(inputShape: [2], seed: 4) { Dense(2, activation: .softmax) }
            }
            let recorder = Recorder()
            recorder.interruptAfter = 5
            let model = try network()
            let history = try model.fit(
                data, loss: .categoricalCrossEntropy, epochs: 1000, batchSize: 7, seed: 2, callbacks: [recorder])
            #expect(history.interrupted && history.epochs == 5 && recorder.history == history)
            Interruption.clear()
            // Five epochs asked for give the same weights as five that were let run.
            let other = try network()
            try other.fit(data, loss: .categoricalCrossEntropy, epochs: 5, batchSize: 7, seed: 2)
            #expect(model.weights == other.weights)
        }
    }

    @Test func theSessionsFlagInterruptsAsWell() async {
        await #expect(processExitsWith: .success) {
            let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
            flag.initialize(to: 1)
            Interruption.attach(flag: flag)
            let model = try Sequential(inputShape: [2]) { Dense(1, activation: .sigmoid) }
            let before = model.weights
            let history = try model.fit(LearningTests.xor(), loss: .binaryCrossEntropy, epochs: 10)
            #expect(history.interrupted && history.epochs == 0 && model.weights == before)
            #expect(engineError { _ = try model.predict([[0, 1]]) }?.code == .interrupted)
            flag.pointee = 0
            #expect(try model.fit(LearningTests.xor(), loss: .binaryCrossEntropy, epochs: 10).epochs == 10)
        }
    }

    @Test func theInstalledCallbackIsAsked() async {
        await #expect(processExitsWith: .success) {
            let installed = Counter()
            TrainingCallbacks.installDefault { installed.make() }
            let model = try Sequential(inputShape: [2]) { Dense(1, activation: .sigmoid) }
            try model.fit(LearningTests.xor(), loss: .binaryCrossEntropy, epochs: 10)
            #expect(installed.epochs == 10)
            TrainingCallbacks.installDefault(nil)
            try model.fit(LearningTests.xor(), loss: .binaryCrossEntropy, epochs: 10)
            #expect(installed.epochs == 10)
        }
    }

    /// Counts epochs over all trainings. Used by one thread, the one that trains.
    final class Counter: TrainingCallback, @unchecked Sendable {
        var epochs = 0
        func make() -> any TrainingCallback { self }
        func epochEnded(_ progress: TrainingProgress) { epochs += 1 }
    }
}
