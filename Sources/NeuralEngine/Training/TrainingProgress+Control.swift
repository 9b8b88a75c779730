extension TrainingProgress {
    /// Ends the training after this epoch; the history says `stoppedEarly`.
    public func stop() { control.stop() }

    /// The learning rate of the next step.
    public var learningRate: Double { control.training?.learningRate ?? .nan }

    /// Sets the learning rate from here on. A schedule of the optimizer's begins from it.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when it makes no sense.
    public func setLearningRate(_ rate: Double) throws { try control.training?.setLearningRate(rate) }

    /// All that the training knows after a whole epoch: to be called in ``TrainingCallback/epochEnded(_:)``.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` within an epoch or when the training is over.
    public func checkpoint() throws -> TrainingCheckpoint {
        guard let training = control.training, batch == batches else {
            throw EngineError(
                .invalidArgument, "A checkpoint holds whole epochs: take it in epochEnded, while the training runs.")
        }
        return training.checkpoint()
    }
}
