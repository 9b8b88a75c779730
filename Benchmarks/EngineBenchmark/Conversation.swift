import Foundation
import NeuralEngine

/// Answers engine_benchmark.py: each line that it writes is a word, each answer a line of JSON.
///
/// `check` trains the initial weights with the examples in order and tells the loss; `time` trains on for about half a
/// second, shuffled, and tells the microseconds of a step.
struct Conversation {
    private let task: BenchmarkTask
    private let network: Model
    private let handTraining: HandTraining?
    private var epochs: Int?

    init(_ task: BenchmarkTask) throws {
        self.task = task
        network = try task.network()
        handTraining = try task.handTraining()
    }

    mutating func run() throws {
        while let word = readLine() {
            switch word {
            case "check":
                answer("{\"loss\": \(try train(epochs: task.settings.check, shuffle: false))}")
            default:
                let epochs = try epochs ?? calibrated()
                self.epochs = epochs
                let (seconds, loss) = try timed(epochs)
                let step = seconds * 1e6 / Double(epochs * task.stepsPerEpoch)
                answer("{\"step_us\": \(step), \"loss\": \(loss)}")
            }
        }
    }

    /// How many epochs take half a second: found by doubling, so that the first, cold runs do not count.
    private func calibrated() throws -> Int {
        var epochs = 1
        while true {
            let (seconds, _) = try timed(epochs)
            if seconds > 0.1 { return max(1, Int((Double(epochs) * 0.5 / seconds).rounded())) }
            epochs *= 2
        }
    }

    private func timed(_ epochs: Int) throws -> (seconds: Double, loss: Double) {
        let clock = ContinuousClock()
        let start = clock.now
        let loss = try train(epochs: epochs, shuffle: true)
        let duration = start.duration(to: clock.now).components
        return (Double(duration.seconds) + Double(duration.attoseconds) * 1e-18, loss)
    }

    private func train(epochs: Int, shuffle: Bool) throws -> Double {
        try handTraining?.train(epochs: epochs, shuffle: shuffle)
            ?? task.train(network, epochs: epochs, shuffle: shuffle)
    }

    private func answer(_ json: String) {
        print("ANSWER \(json)")
        fflush(nil)
    }
}
