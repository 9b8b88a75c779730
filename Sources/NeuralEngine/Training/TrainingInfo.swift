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
    /// Epochs that an earlier training has done, when this one goes on from its checkpoint.
    public let epochsDone: Int
    let control: TrainingControl

    /// The learning rate of the next step.
    public var learningRate: Double { control.training?.learningRate ?? optimizer.learningRate }

    /// Sets the learning rate from here on. A schedule of the optimizer's begins from it.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when it makes no sense.
    public func setLearningRate(_ rate: Double) throws { try control.training?.setLearningRate(rate) }
}
