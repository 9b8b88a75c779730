public import Charts
public import NeuralEngine

/// A training while it runs, and how it ended: progress, time, numbers and the loss so far, in one small picture.
///
/// It is drawn up to ten times a second, so it costs about a millisecond whatever the number of epochs.
public struct TrainingView: Picture {
    public enum State: String, Sendable {
        case running, finished, interrupted, stoppedEarly, failed
    }

    public var history: History
    public var state: State
    /// The part that is done, 0 to 1.
    public var fraction: Double
    public var epoch: Int
    public var epochs: Int
    public var elapsed: Duration
    /// Nothing before the first step, and when the training has ended.
    public var remaining: Duration?
    public var theme = Theme.light

    public let size = ChartSize(width: 600, height: 290)

    public init(
        history: History, state: State, fraction: Double, epoch: Int, epochs: Int, elapsed: Duration,
        remaining: Duration? = nil
    ) {
        self.history = history
        self.state = state
        self.fraction = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
        self.epoch = epoch
        self.epochs = epochs
        self.elapsed = elapsed
        self.remaining = remaining
    }

    /// A training that runs.
    public init(_ progress: TrainingProgress) {
        self.init(
            history: progress.history, state: .running, fraction: progress.fraction, epoch: progress.epoch,
            epochs: progress.epochs, elapsed: progress.elapsed, remaining: progress.remaining)
    }

    /// A training that has ended.
    public init(_ history: History) {
        let planned = max(history.plannedEpochs, 1)
        self.init(
            history: history,
            state: history.interrupted ? .interrupted : history.stoppedEarly ? .stoppedEarly : .finished,
            fraction: Double(history.epochs) / Double(planned), epoch: history.epochs, epochs: history.plannedEpochs,
            elapsed: history.duration)
    }

    public var background: Color { theme.background }

    public var title: String { "Training \(history.model) on \(history.dataset)" }

    /// The latest numbers: loss, validation loss, then the metrics by name.
    public var numbers: [(name: String, value: Double)] {
        var numbers: [(String, Double)] = []
        if let last = history.loss.last { numbers.append(("loss", last)) }
        if let last = history.validationLoss.last { numbers.append(("validation loss", last)) }
        for (name, values) in history.metrics.sorted(by: { $0.key < $1.key }) {
            if let last = values.last { numbers.append((Chart.words(name), last)) }
        }
        for (name, values) in history.validationMetrics.sorted(by: { $0.key < $1.key }) {
            if let last = values.last { numbers.append(("validation \(Chart.words(name))", last)) }
        }
        return numbers
    }

    /// "epoch 45 of 100 · 3.2 s · 4 s left"
    public var status: String {
        var parts = ["epoch \(epoch) of \(epochs)"]
        switch state {
        case .running: break
        case .finished: parts[0] = NumberText.count(epoch, "epoch") + " done"
        case .interrupted: parts.append("interrupted, weights kept")
        case .stoppedEarly: parts.append("stopped early")
        case .failed: parts.append("failed")
        }
        parts.append(DurationText.text(elapsed))
        if state == .running, let remaining { parts.append("\(DurationText.text(remaining)) left") }
        return parts.joined(separator: " · ")
    }

    public var textDescription: String {
        let values = numbers.map { "\($0.name) \(NumberText.readable($0.value))" }
        return ([title + ": " + status] + values).joined(separator: ", ") + "."
    }

    /// The same in one line for a console: `[########------------]  epoch 45 of 100 · 3.2 s · 4 s left · loss 0.123`.
    public var text: String {
        let done = Int((fraction * 20).rounded(.down))
        let bar = "[" + String(repeating: "#", count: done) + String(repeating: "-", count: 20 - done) + "]"
        let values = numbers.map { "\($0.name) \(NumberText.readable($0.value))" }
        return bar + "  " + ([status] + values).joined(separator: " · ")
    }
}
