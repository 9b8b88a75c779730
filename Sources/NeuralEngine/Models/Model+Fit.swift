extension Model {
    /// Trains the network: for each epoch, every example once, in batches; after each batch one step of the optimizer.
    ///
    /// While it runs, ``Interruption`` is looked at once a batch; an interrupt ends it without an error, with the weights of
    /// the last whole step and `history.interrupted`. Called again, it goes on from the present weights, with an optimizer that
    /// remembers nothing; `resuming` goes on with everything.
    ///
    /// - Parameters:
    ///   - data: features of shape `[count, inputShape…]`; targets as the loss wants them (class indices, one-hot rows, ±1
    ///     or 0 and 1, or values).
    ///   - epochs: how often to go through the data; with `resuming`, those of the checkpoint included.
    ///   - batchSize: examples a step; nil takes all at once (gradient descent in the narrow sense). The last batch of an
    ///     epoch may be smaller.
    ///   - validation: measured after each epoch, never learned from.
    ///   - validationSplit: a part of the data to hold back in place of `validation`, between 0 and 1. It is drawn by the seed, from
    ///     each class alike (Keras takes the last examples, which may all be of one class).
    ///   - metrics: measured on both.
    ///   - shuffle: whether each epoch has another order. A batch of all examples is never shuffled: its mean has no order.
    ///   - seed: draws orders and dropout; the same seed gives the same weights to the bit on one machine.
    ///   - classWeight: what examples of each class count for in the loss.
    ///   - sampleWeight: what each example counts for, shape `[count]`, or `[count, time]` beside outputs `[batch, time, …]`. The loss
    ///     is the sum of weights times losses over the *count* (Keras's rule); both kinds of weights multiply. Validation data and
    ///     metrics are not weighted.
    ///   - checkpoint: where an earlier training of the same network, data and arguments stood; its weights replace the present ones.
    ///   - callbacks: told after each epoch, beside those of ``TrainingCallbacks``.
    /// - Returns: what happened, epoch by epoch.
    /// - Throws: ``EngineError``, before the first step when an argument makes no sense, or data and network do not fit;
    ///   ``EngineError/Code/notFinite`` with epoch, batch and layer when the loss or a weight becomes NaN or infinite. After a
    ///   loss that did, the weights are those of the last whole step; a weight that did is left so.
    @discardableResult
    public func fit(
        _ data: Dataset, loss: Loss, optimizer: Optimizer = .adam(), epochs: Int, batchSize: Int? = nil,
        validation: Dataset? = nil, validationSplit: Double = 0, metrics: [Metric] = [], shuffle: Bool = true,
        seed: UInt64 = 0, classWeight: ClassWeight? = nil, sampleWeight: Tensor? = nil,
        resuming checkpoint: TrainingCheckpoint? = nil, callbacks: [any TrainingCallback] = []
    ) throws -> History {
        try fit(
            data, losses: structure.outputs.map { _ in loss }, optimizer: optimizer, epochs: epochs,
            batchSize: batchSize, validation: validation, validationSplit: validationSplit, metrics: metrics,
            shuffle: shuffle, seed: seed, classWeight: classWeight, sampleWeight: sampleWeight, resuming: checkpoint,
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
        batchSize: Int? = nil, validation: Dataset? = nil, validationSplit: Double = 0, metrics: [Metric] = [],
        shuffle: Bool = true, seed: UInt64 = 0, classWeight: ClassWeight? = nil, sampleWeight: Tensor? = nil,
        resuming checkpoint: TrainingCheckpoint? = nil, callbacks: [any TrainingCallback] = []
    ) throws -> History {
        if let lossWeights, lossWeights.count != losses.count || !lossWeights.allSatisfy({ $0.isFinite && $0 >= 0 }) {
            throw EngineError(
                .invalidArgument,
                "lossWeights is \(lossWeights), expected \(losses.count) numbers from 0, one for each output.")
        }
        guard epochs >= 1 else {
            throw EngineError(.invalidArgument, "epochs is \(epochs), expected 1 or more.")
        }
        try optimizer.validate()
        var (data, validation, sampleWeight) = (data, validation, sampleWeight)
        if validationSplit != 0 {
            guard validation == nil else {
                throw EngineError(
                    .invalidArgument, "validation and validationSplit were both given; leave out one of the two.")
            }
            // Weights that do not fit are named by what prepares the data.
            if let weights = sampleWeight, weights.shape.first == data.count {
                sampleWeight = try weights.gathered(
                    rows: data.splitPlaces(validation: validationSplit, seed: seed).train)
            }
            let parts = try data.split(validation: validationSplit, seed: seed)
            (data, validation) = (parts.train, parts.validation)
        }
        let size = batchSize ?? data.count
        guard size >= 1, size <= data.count else {
            throw EngineError(
                .invalidArgument,
                """
                batchSize is \(size), expected 1 to \(data.count), the examples of data set "\(data.name)"; nil takes them all.
                """)
        }
        let settings = TrainingSettings(
            losses: losses, lossWeights: lossWeights, optimizer: optimizer, epochs: epochs, batchSize: size,
            metrics: metrics, shuffle: shuffle, seed: seed,
            weighting: Weighting(sampleWeight: sampleWeight, classWeight: classWeight), checkpoint: checkpoint)
        // A training plans for itself, and may need the memory.
        plans.empty()
        let training = try Training(settings, model: self, data: data, validation: validation)
        lastTraining.value = (losses, lossWeights, metrics)
        let isPart = callbacks.contains { $0 is any PartOfTraining }
        return try training.run(
            callbacks: (isPart ? [] : [TrainingCallbacks.makeDefault()].compactMap { $0 }) + callbacks)
    }

    /// The loss on a data set taken as one batch, and its gradient for each of ``weights``; dropout is off. Weights that are
    /// not learned have a gradient of zeros.
    ///
    /// - Throws: as `fit`.
    public func lossAndGradients(
        _ data: Dataset, loss: Loss, classWeight: ClassWeight? = nil, sampleWeight: Tensor? = nil
    ) throws -> (loss: Double, gradients: [Tensor]) {
        try lossAndGradients(
            data, losses: structure.outputs.map { _ in loss }, classWeight: classWeight, sampleWeight: sampleWeight)
    }

    /// As the other, with a loss for each output.
    public func lossAndGradients(
        _ data: Dataset, losses: [Loss], lossWeights: [Double]? = nil, classWeight: ClassWeight? = nil,
        sampleWeight: Tensor? = nil
    ) throws -> (loss: Double, gradients: [Tensor]) {
        let prepared = try PreparedData(
            data, model: self, losses: losses,
            weighting: Weighting(sampleWeight: sampleWeight, classWeight: classWeight))
        let objective = try Objective(
            self, losses: losses, weights: lossWeights, metrics: [], data: prepared, isTraining: true, dropout: false)
        let gradients = try GradientStore(count: store.count)
        let plan = try objective.plan(batch: prepared.count, gradients: gradients.values, beside: store.count)
        prepared.load(plan, rows: 0..<prepared.count, order: nil)
        guard plan.forward(), plan.backward() else { throw EngineError(.interrupted, "Interrupted.") }
        let tensors = store.slots.map { slot in
            let numbers = UnsafeBufferPointer(start: gradients.values + slot.offset, count: slot.count)
            return Tensor(uncheckedShape: slot.specification.shape, scalars: Array(numbers))
        }
        return (objective.loss(sums: plan.results, count: prepared.count), tensors)
    }
}
