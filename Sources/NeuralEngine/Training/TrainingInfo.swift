/// What a training is about to do.
public struct TrainingInfo: Sendable {
    public let model: Model
    /// The training data's name.
    public let dataset: String
    /// How many examples it has.
    public let count: Int
    public let loss: Loss
    public let optimizer: Optimizer
    public let epochs: Int
    public let batchSize: Int
    /// Steps in an epoch.
    public let batches: Int
    public let metrics: [Metric]
    public let hasValidation: Bool
}
