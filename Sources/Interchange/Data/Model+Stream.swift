public import NeuralEngine

extension Model {
    /// Trains on data that stay on the disk, of which `partSize` examples at a time are in memory.
    ///
    /// The optimizer's memory and the random draws go on from part to part, as if it were one training. Parts and the examples in
    /// them are in another order each epoch; see ``DataStream``.
    ///
    /// - Returns: what happened, epoch by epoch; an epoch's loss is the mean over its parts.
    /// - Throws: as ``fit(_:loss:optimizer:epochs:batchSize:validation:validationSplit:metrics:shuffle:seed:classWeight:sampleWeight:resuming:callbacks:)``,
    ///   and ``EngineError/Code/file`` when the file cannot be read any more.
    @discardableResult
    public func fit(
        _ stream: DataStream, partSize: Int = 1 << 16, loss: Loss, optimizer: Optimizer = .adam(), epochs: Int,
        batchSize: Int, validation: Dataset? = nil, metrics: [Metric] = [], seed: UInt64 = 0
    ) throws -> StreamedHistory {
        guard epochs >= 1 else { throw EngineError(.invalidArgument, "epochs is \(epochs), expected 1 or more.") }
        var result = StreamedHistory()
        var checkpoint: TrainingCheckpoint?
        var done = 0
        for epoch in 0..<epochs {
            var parts = try stream.batches(of: partSize, seed: seed &+ UInt64(epoch))
            var (sum, examples) = (0.0, 0)
            while let part = try parts.next() {
                let keeper = CheckpointKeeper()
                done += 1
                let history = try fit(
                    part, loss: loss, optimizer: optimizer, epochs: done, batchSize: min(batchSize, part.count),
                    seed: seed, resuming: checkpoint, callbacks: [keeper])
                guard !history.interrupted, let state = keeper.checkpoint, let loss = history.loss.last else {
                    result.interrupted = true
                    return result
                }
                checkpoint = state
                sum += loss * Double(part.count)
                examples += part.count
            }
            result.loss.append(sum / Double(max(examples, 1)))
            if let validation {
                let evaluation = try evaluate(validation, loss: loss, metrics: metrics)
                result.validationLoss.append(evaluation.loss)
                for (name, value) in evaluation.metrics { result.validationMetrics[name, default: []].append(value) }
            }
        }
        return result
    }
}

/// What happened in a training on a ``DataStream``, epoch by epoch.
public struct StreamedHistory: Sendable, Equatable {
    /// The mean training loss of each epoch.
    public internal(set) var loss: [Double] = []
    public internal(set) var validationLoss: [Double] = []
    public internal(set) var validationMetrics: [String: [Double]] = [:]
    /// Whether it was stopped in the middle of an epoch.
    public internal(set) var interrupted = false
    public var epochs: Int { loss.count }
}

/// Keeps where a training stands after its last epoch.
private final class CheckpointKeeper: PartOfTraining {
    private(set) var checkpoint: TrainingCheckpoint?

    func epochEnded(_ progress: TrainingProgress) throws {
        if progress.epoch == progress.epochs { checkpoint = try progress.checkpoint() }
    }
}
