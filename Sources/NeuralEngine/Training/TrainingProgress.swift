/// Where a training stands.
public struct TrainingProgress: Sendable {
    /// Whole epochs done.
    public let epoch: Int
    /// Epochs asked for.
    public let epochs: Int
    /// Batches done of the epoch that runs; all of them when an epoch has just ended.
    public let batch: Int
    public let batches: Int
    /// The mean training loss of the epoch that has just ended, or of the running one so far.
    public let loss: Double
    /// Everything recorded so far, whole epochs only: the curves of a live view.
    public let history: History
    public private(set) var elapsed = Duration.zero
    let control: TrainingControl

    init(epoch: Int, epochs: Int, batch: Int, batches: Int, loss: Double, history: History, control: TrainingControl) {
        self.epoch = epoch
        self.epochs = epochs
        self.batch = batch
        self.batches = batches
        self.loss = loss
        self.history = history
        self.control = control
    }

    func at(_ elapsed: Duration) -> TrainingProgress {
        var copy = self
        copy.elapsed = elapsed
        return copy
    }

    /// The validation loss of the last whole epoch.
    public var validationLoss: Double? { history.validationLoss.last }
    /// The metrics of the last whole epoch by name; those on validation data under `validation accuracy` and so on.
    public var metrics: [String: Double] {
        var latest = history.metrics.compactMapValues(\.last)
        for (name, values) in history.validationMetrics { latest["validation " + name] = values.last }
        return latest
    }

    /// The part of the whole training that is done, from 0 to 1.
    public var fraction: Double {
        let running = batch < batches ? Double(batch) / Double(batches) : 0
        return min(1, (Double(epoch) + running) / Double(epochs))
    }

    /// The time that the rest will take at the present pace; nil before anything is done.
    public var remaining: Duration? { fraction > 0 ? elapsed * ((1 - fraction) / fraction) : nil }
}
