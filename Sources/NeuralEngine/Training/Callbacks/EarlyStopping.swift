/// Ends a training when a number has not improved for some epochs (Keras's `EarlyStopping`).
///
/// ```swift
/// try model.fit(train, loss: .meanSquaredError, epochs: 500, validation: test,
///               callbacks: [EarlyStopping(patience: 10, restoreBestWeights: true)])
/// ```
public final class EarlyStopping: TrainingCallback {
    public let monitor: Monitor
    public let minDelta: Double
    public let patience: Int
    public let mode: Monitor.Mode
    public let baseline: Double?
    public let restoreBestWeights: Bool
    public let startFromEpoch: Int
    /// The best number so far, and its epoch, from 1; nil before the first epoch.
    public private(set) var best: (value: Double, epoch: Int)?
    /// The epoch that was the last, from 1; nil when the training ended otherwise.
    public private(set) var stoppedEpoch: Int?

    private var waited = 0
    private var model: Model?
    private var bestWeights: [Tensor]?

    /// - Parameters:
    ///   - minDelta: an improvement by no more than this is none.
    ///   - patience: epochs without an improvement after which training ends; with 0 the first one ends it.
    ///   - baseline: waiting ends only by a number that is better than this one as well.
    ///   - restoreBestWeights: whether the network ends with the weights of its best epoch, also when all epochs were trained, or
    ///     when an error ended the training (a loss that became NaN).
    ///   - startFromEpoch: so many epochs are not looked at.
    public init(
        monitor: Monitor = .validationLoss, minDelta: Double = 0, patience: Int = 0, mode: Monitor.Mode = .auto,
        baseline: Double? = nil, restoreBestWeights: Bool = false, startFromEpoch: Int = 0
    ) {
        self.monitor = monitor
        self.minDelta = abs(minDelta)
        self.patience = patience
        self.mode = mode
        self.baseline = baseline
        self.restoreBestWeights = restoreBestWeights
        self.startFromEpoch = startFromEpoch
    }

    public func trainingBegan(_ info: TrainingInfo) throws {
        guard patience >= 0, startFromEpoch >= 0, minDelta.isFinite else {
            throw EngineError(
                .invalidArgument,
                """
                EarlyStopping has patience \(patience), startFromEpoch \(startFromEpoch) and minDelta \(minDelta), expected \
                numbers of 0 or more.
                """)
        }
        (best, stoppedEpoch, waited, bestWeights, model) = (nil, nil, 0, nil, info.model)
    }

    public func epochEnded(_ progress: TrainingProgress) throws {
        guard progress.epoch > startFromEpoch else { return }
        let value = try monitor.value(in: progress.history, asker: "EarlyStopping")
        waited += 1
        if best.map({ monitor.isBetter(value, than: $0.value, by: minDelta, mode: mode) }) ?? true {
            best = (value, progress.epoch)
            if restoreBestWeights { bestWeights = model?.weights }
            if baseline.map({ monitor.isBetter(value, than: $0, by: minDelta, mode: mode) }) ?? true { waited = 0 }
            return
        }
        if waited >= patience {
            stoppedEpoch = progress.epoch
            progress.stop()
        }
    }

    public func trainingEnded(_ history: History) { restore() }
    public func trainingFailed(_ error: any Error) { restore() }

    private func restore() {
        // The weights come from this network, so they fit it.
        if let bestWeights { try? model?.setWeights(bestWeights) }
        (bestWeights, model) = (nil, nil)
    }
}
