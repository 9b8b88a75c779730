/// Writes a ``TrainingCheckpoint`` after every epoch, or after each that is the best so far (Keras's `ModelCheckpoint`).
///
/// Files are written whole or not at all. An error in writing ends the training.
public final class ModelCheckpoint: TrainingCallback {
    /// Where to; `{epoch}` stands for the epoch's number, so that each has a file of its own.
    public let path: String
    public let monitor: Monitor
    public let saveBestOnly: Bool
    public let mode: Monitor.Mode
    public let everyEpochs: Int
    /// The last file written.
    public private(set) var lastPath: String?

    private var best: Double?

    /// - Parameters:
    ///   - path: the file; one file is written again and again unless the name holds `{epoch}`.
    ///   - monitor: what decides which epoch is the best.
    ///   - saveBestOnly: whether to write only after an epoch better than all before.
    ///   - everyEpochs: only epochs whose number it divides are written.
    public init(
        _ path: String, monitor: Monitor = .validationLoss, saveBestOnly: Bool = false, mode: Monitor.Mode = .auto,
        everyEpochs: Int = 1
    ) {
        self.path = path
        self.monitor = monitor
        self.saveBestOnly = saveBestOnly
        self.mode = mode
        self.everyEpochs = everyEpochs
    }

    public func trainingBegan(_ info: TrainingInfo) throws {
        guard everyEpochs >= 1 else {
            throw EngineError(.invalidArgument, "ModelCheckpoint's everyEpochs is \(everyEpochs), expected 1 or more.")
        }
        (best, lastPath) = (nil, nil)
    }

    public func epochEnded(_ progress: TrainingProgress) throws {
        guard progress.epoch.isMultiple(of: everyEpochs) else { return }
        if saveBestOnly {
            let value = try monitor.value(in: progress.history, asker: "ModelCheckpoint")
            guard best.map({ monitor.isBetter(value, than: $0, mode: mode) }) ?? true else { return }
            best = value
        }
        let parts = path.split(separator: "{epoch}", omittingEmptySubsequences: false)
        let target = parts.joined(separator: String(progress.epoch))
        try progress.checkpoint().write(to: target)
        lastPath = target
    }
}
