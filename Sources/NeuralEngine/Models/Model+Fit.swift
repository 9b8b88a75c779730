extension Model {
    /// Trains the network: for each epoch, every example once, in batches; after each batch one step of the optimizer.
    ///
    /// While it runs, ``Interruption`` is looked at once a batch; an interrupt ends it without an error, with the weights of
    /// the last whole step and `history.interrupted`.
    ///
    /// - Parameters:
    ///   - data: features of shape `[count, inputShape…]`; targets as the loss wants them (class indices, one-hot rows, ±1
    ///     or 0 and 1, or values).
    ///   - batchSize: examples a step; nil takes all at once (gradient descent in the narrow sense). The last batch of an
    ///     epoch may be smaller.
    ///   - validation: measured after each epoch, never learned from.
    ///   - metrics: measured on both.
    ///   - shuffle: whether each epoch has another order. A batch of all examples is never shuffled: its mean has no order.
    ///   - seed: draws orders and dropout; the same seed gives the same weights to the bit on one machine.
    ///   - callbacks: told after each epoch, beside those of ``TrainingCallbacks``.
    /// - Returns: what happened, epoch by epoch.
    /// - Throws: ``EngineError``, before the first step when an argument makes no sense, or data and network do not fit;
    ///   ``EngineError/Code/notFinite`` with epoch, batch and layer when the loss becomes NaN or infinite.
    @discardableResult
    public func fit(
        _ data: Dataset, loss: Loss, optimizer: Optimizer = .adam(), epochs: Int, batchSize: Int? = nil,
        validation: Dataset? = nil, metrics: [Metric] = [], shuffle: Bool = true, seed: UInt64 = 0,
        callbacks: [any TrainingCallback] = []
    ) throws -> History {
        try fit(
            data, losses: structure.outputs.map { _ in loss }, optimizer: optimizer, epochs: epochs,
            batchSize: batchSize, validation: validation, metrics: metrics, shuffle: shuffle, seed: seed,
            callbacks: callbacks)
    }

    /// As the other, for a network with several outputs: a loss for each, and what each counts for in their sum.
    ///
    /// - Parameters:
    ///   - losses: one for each output.
    ///   - lossWeights: one for each output; 1 each when nil.
    @discardableResult
    public func fit(
        _ data: Dataset, losses: [Loss], lossWeights: [Double]? = nil, optimizer: Optimizer = .adam(), epochs: Int,
        batchSize: Int? = nil, validation: Dataset? = nil, metrics: [Metric] = [], shuffle: Bool = true,
        seed: UInt64 = 0, callbacks: [any TrainingCallback] = []
    ) throws -> History {
        if let lossWeights, lossWeights.count != losses.count || !lossWeights.allSatisfy({ $0.isFinite && $0 >= 0 }) {
            throw EngineError(
                .invalidArgument,
                "lossWeights is \(lossWeights), expected \(losses.count) numbers from 0, one for each output.")
        }
        guard epochs >= 1 else {
            throw EngineError(.invalidArgument, "epochs is \(epochs), expected 1 or more.")
        }
        let size = batchSize ?? data.count
        guard size >= 1, size <= data.count else {
            throw EngineError(
                .invalidArgument,
                """
                batchSize is \(size), expected 1 to \(data.count), the examples of data set "\(data.name)"; nil takes them all.
                """)
        }
        try optimizer.validate()
        let training = try Training(
            model: self, data: data, losses: losses, lossWeights: lossWeights, optimizer: optimizer, epochs: epochs,
            batchSize: size, validation: validation, metrics: metrics, shuffle: shuffle, seed: seed)
        lastTraining.value = (losses, lossWeights, metrics)
        return try training.run(callbacks: [TrainingCallbacks.makeDefault()].compactMap { $0 } + callbacks)
    }

    /// The loss on a data set taken as one batch, and its gradient for each of ``weights``; dropout is off. Weights that are
    /// not learned have a gradient of zeros.
    ///
    /// - Throws: as ``fit(_:loss:optimizer:epochs:batchSize:validation:metrics:shuffle:seed:callbacks:)``.
    public func lossAndGradients(_ data: Dataset, loss: Loss) throws -> (loss: Double, gradients: [Tensor]) {
        try lossAndGradients(data, losses: structure.outputs.map { _ in loss })
    }

    /// As the other, with a loss for each output.
    public func lossAndGradients(
        _ data: Dataset, losses: [Loss], lossWeights: [Double]? = nil
    ) throws -> (loss: Double, gradients: [Tensor]) {
        let prepared = try PreparedData(data, model: self, losses: losses)
        let objective = try Objective(
            self, losses: losses, weights: lossWeights, metrics: [], targets: prepared.targets.map(\.scalars),
            isTraining: true, dropout: false)
        let gradients = try GradientStore(count: store.count)
        let plan = try objective.plan(batch: prepared.count, gradients: gradients.values)
        prepared.load(plan, rows: 0..<prepared.count, order: nil)
        guard plan.forward(), plan.backward() else { throw EngineError(.interrupted, "Interrupted.") }
        let tensors = store.slots.map { slot in
            let numbers = UnsafeBufferPointer(start: gradients.values + slot.offset, count: slot.count)
            return Tensor(uncheckedShape: slot.specification.shape, scalars: Array(numbers))
        }
        return (objective.loss(sums: plan.results, count: prepared.count), tensors)
    }
}
