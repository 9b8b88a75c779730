/// Multiplies the learning rate by a factor when a number has not improved for some epochs (Keras's callback of that name).
public final class ReduceLROnPlateau: TrainingCallback {
    public let monitor: Monitor
    public let factor: Double
    public let patience: Int
    public let mode: Monitor.Mode
    public let minDelta: Double
    public let cooldown: Int
    public let minLearningRate: Double

    private var best: Double?
    private var waited = 0
    private var resting = 0

    /// - Parameters:
    ///   - factor: between 0 and 1.
    ///   - patience: epochs without an improvement before the rate falls.
    ///   - minDelta: an improvement by no more than this is none.
    ///   - cooldown: epochs after a fall that do not count.
    ///   - minLearningRate: the rate falls no further.
    public init(
        monitor: Monitor = .validationLoss, factor: Double = 0.1, patience: Int = 10, mode: Monitor.Mode = .auto,
        minDelta: Double = 1e-4, cooldown: Int = 0, minLearningRate: Double = 0
    ) {
        self.monitor = monitor
        self.factor = factor
        self.patience = patience
        self.mode = mode
        self.minDelta = minDelta
        self.cooldown = cooldown
        self.minLearningRate = minLearningRate
    }

    public func trainingBegan(_ info: TrainingInfo) throws {
        guard factor > 0, factor < 1, patience >= 0, cooldown >= 0, minDelta >= 0, minLearningRate >= 0 else {
            throw EngineError(
                .invalidArgument,
                """
                ReduceLROnPlateau has factor \(factor), patience \(patience), cooldown \(cooldown), minDelta \(minDelta) and \
                minLearningRate \(minLearningRate); expected a factor between 0 and 1, and numbers of 0 or more.
                """)
        }
        (best, waited, resting) = (nil, 0, 0)
    }

    public func epochEnded(_ progress: TrainingProgress) throws {
        let value = try monitor.value(in: progress.history, asker: "ReduceLROnPlateau")
        if resting > 0 {
            resting -= 1
            waited = 0
        }
        if best.map({ monitor.isBetter(value, than: $0, by: minDelta, mode: mode) }) ?? true {
            best = value
            waited = 0
        } else if resting == 0 {
            waited += 1
            guard waited >= patience else { return }
            let rate = max(progress.learningRate * factor, minLearningRate)
            if rate < progress.learningRate, Float(rate) > 0 {
                try progress.setLearningRate(rate)
                (resting, waited) = (cooldown, 0)
            }
        }
    }
}
