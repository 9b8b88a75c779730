import Charts
import Cuaderno
import Display
import NeuralEngine
import Plots
import Testing
import WorkerProtocol

extension EntryPointTests {
    private func network() throws -> Sequential {
        try Sequential(inputShape: [2], seed: 1) {
            Dense(16, activation: .tanh)
            Dense(2, activation: .softmax)
        }
    }

    @Test func aTrainingIsOneOutputUpdatedInPlace() throws {
        let data = try Dataset.moons(samples: 400, seed: 1)
        let model = try network()
        /// Ends the training once the live view has had time to draw.
        final class Stopper: TrainingCallback {
            func epochEnded(_ progress: TrainingProgress) {
                if progress.elapsed > .milliseconds(450) { progress.stop() }
            }
        }
        let shown = try FakeWorker.shown {
            try model.fit(
                data, loss: .categoricalCrossEntropy, epochs: 1_000_000, batchSize: 32, metrics: [.accuracy],
                callbacks: [Stopper()])
        }
        #expect(shown.count >= 2)
        #expect(Set(shown.map(\.displayID)).count == 1)
        #expect(shown.first?.kind == .display)
        #expect(shown.dropFirst().allSatisfy { $0.kind == .update })
        #expect(shown.allSatisfy { Set($0.data.keys) == ["text/plain", "image/svg+xml"] })
        #expect(shown.last?.data["text/plain"]?.contains("stopped early") == true)
        // The drawings between the first and the last keep their distance.
        #expect(shown.count <= 2 + 450 / 100)
    }

    @Test func anInterruptedTrainingKeepsItsWeightsAndSaysSo() throws {
        let data = try Dataset.moons(samples: 200, seed: 1)
        let model = try network()
        final class Interrupter: TrainingCallback {
            func epochEnded(_ progress: TrainingProgress) { if progress.epoch == 3 { FakeWorker.flag.pointee = 1 } }
        }
        defer { FakeWorker.flag.pointee = 0 }
        let before = model.weights
        let shown = try FakeWorker.shown {
            let history = try model.fit(
                data, loss: .categoricalCrossEntropy, epochs: 1000, batchSize: 20, callbacks: [Interrupter()])
            #expect(history.interrupted)
            #expect(history.epochs == 3)
        }
        #expect(model.weights != before)
        #expect(shown.last?.data["text/plain"]?.contains("interrupted") == true)
    }

    @Test func aHistoryThatIsOnTheScreenIsNotDrawnAgain() throws {
        let data = try Dataset.moons(samples: 50, seed: 1)
        let model = try network()
        let shown = try FakeWorker.shown {
            let history = try model.fit(data, loss: .categoricalCrossEntropy, epochs: 2)
            __cuadernoShow(history)
            plot(history)
        }
        #expect(shown.last?.data["image/svg+xml"] != nil)
        #expect(shown.first { $0.kind == .result }?.data.keys.sorted() == ["text/plain"])
    }

    @Test func thingsDrawThemselves() throws {
        let data = try Dataset.moons(samples: 60, seed: 1)
        let model = try network()
        let history = try model.fit(data, loss: .categoricalCrossEntropy, epochs: 2)
        var perceptron = RosenblattPerceptron()
        let trace = try perceptron.fit(.and)
        let charts = [Chart.loss(history), try Chart.scatter(data)]
        let things: [(any Displayable, String)] = [
            (model, "text/html"), (data, "text/html"), (history, "image/svg+xml"), (charts[0], "image/svg+xml"),
            (charts, "image/svg+xml"), (try model.evaluate(data), "text/html"), (trace, "text/html"),
        ]
        for (thing, type) in things {
            #expect(thing.mimeBundle.data[type] != nil)
            #expect(!thing.mimeBundle.text.isEmpty)
        }
        let pictures = try FakeWorker.shown {
            plot(history)
            try plot(model)
            try plot(model, on: data)
            try plot(data)
            try plot(perceptron, on: .and)
            try plot(trace, on: .and)
            plot(charts[0])
        }
        #expect(pictures.count == 7)
        #expect(pictures.allSatisfy { $0.kind == .display && $0.data["image/svg+xml"]?.hasPrefix("<svg") == true })
    }
}
