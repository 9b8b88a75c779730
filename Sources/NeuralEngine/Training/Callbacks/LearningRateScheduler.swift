/// Sets the learning rate of each epoch (Keras's `LearningRateScheduler`).
///
/// ```swift
/// LearningRateScheduler { epoch, rate in epoch < 10 ? rate : rate * 0.9 }
/// ```
///
/// ``Optimizer/scheduled(_:per:)`` does the same from step to step.
public final class LearningRateScheduler: TrainingCallback {
    private let rate: (_ epoch: Int, _ rate: Double) throws -> Double

    /// - Parameter rate: the rate of an epoch, from its number, counted from 0, and the rate so far.
    public init(_ rate: @escaping (_ epoch: Int, _ rate: Double) throws -> Double) { self.rate = rate }

    public func trainingBegan(_ info: TrainingInfo) throws {
        try info.setLearningRate(rate(info.epochsDone, info.learningRate))
    }

    public func epochEnded(_ progress: TrainingProgress) throws {
        guard progress.epoch < progress.epochs else { return }
        try progress.setLearningRate(rate(progress.epoch, progress.learningRate))
    }
}
