/// One run of `fit`: plans, optimizer, order of the examples, and the loop over them.
final class Training {
    /// Epochs that the history has room for from the beginning.
    private static let reservedEpochs = 1 << 20

    let settings: TrainingSettings
    let model: Model
    let data: PreparedData
    let objective: Objective
    let state: OptimizerState
    private let gradients: GradientStore
    private let plan: Plan
    private let constraints:
        [(constraint: WeightConstraint, weights: UnsafeMutablePointer<Float>, rows: Int, columns: Int)]
    /// For the last batch of an epoch, when it is smaller.
    private let restPlan: Plan?
    private let states: StateCopy
    private let control = TrainingControl()
    private var evaluator: Evaluator?
    var gradientValues: UnsafeMutablePointer<Float> { gradients.values }
    private(set) var history: History
    private(set) var order: ExampleOrder
    private let batches: Int

    init(_ settings: TrainingSettings, model: Model, data: Dataset, validation: Dataset?) throws {
        guard model.store.trainableCount > 0 else {
            throw EngineError(
                .invalidArgument, "Network \"\(model.name)\" has no parameters to learn, so there is nothing to train.")
        }
        let prepared = try PreparedData(data, model: model, losses: settings.losses, weighting: settings.weighting)
        objective = try Objective(
            model, losses: settings.losses, weights: settings.lossWeights, metrics: settings.metrics, data: prepared,
            isTraining: true)
        gradients = try GradientStore(count: model.store.count)
        state = try OptimizerState(settings.optimizer, store: model.store, beside: model.store.count)
        constraints = model.constraints
        // All of it together has to fit, though nothing of it is written to before the first step.
        var promised = model.store.count + state.memoryCount
        plan = try objective.plan(batch: settings.batchSize, gradients: gradients.values, beside: promised)
        promised += plan.workspaceCount
        let rest = prepared.count % settings.batchSize
        restPlan = rest > 0 ? try objective.plan(batch: rest, gradients: gradients.values, beside: promised) : nil
        promised += restPlan?.workspaceCount ?? 0
        evaluator = try validation.map {
            try Evaluator(
                model, data: $0, losses: settings.losses, weights: settings.lossWeights, metrics: settings.metrics,
                beside: promised)
        }
        states = StateCopy(plan.states, of: model.store.values)
        self.settings = settings
        self.model = model
        self.data = prepared
        batches = (prepared.count + settings.batchSize - 1) / settings.batchSize
        history = History(
            model: model.name, dataset: data.name, lossFunction: settings.losses[0], plannedEpochs: settings.epochs)
        order = ExampleOrder(
            count: prepared.count, seed: settings.seed,
            shuffles: settings.shuffle && settings.batchSize < prepared.count)
        if let checkpoint = settings.checkpoint { try resume(from: checkpoint) }
        control.training = self
    }

    deinit {
        order.deallocate()
        states.deallocate()
    }

    func run(callbacks: [any TrainingCallback]) throws -> History {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            try announce(to: callbacks)
            try loop(callbacks.isEmpty ? nil : Observer(callbacks: callbacks, clock: clock, start: start))
        } catch {
            for callback in callbacks { callback.trainingFailed(error) }
            throw error
        }
        state.finish(model.store.values)
        history.duration = start.duration(to: clock.now)
        for callback in callbacks { callback.trainingEnded(history) }
        return history
    }

    private func announce(to callbacks: [any TrainingCallback]) throws {
        guard !callbacks.isEmpty else { return }
        let info = TrainingInfo(
            model: model, dataset: data.name, count: data.count, loss: objective.losses[0],
            optimizer: settings.optimizer, epochs: settings.epochs, batchSize: settings.batchSize, batches: batches,
            metrics: objective.metrics, hasValidation: evaluator != nil, epochsDone: history.epochs, control: control)
        for callback in callbacks { try callback.trainingBegan(info) }
    }

    private func loop(_ observer: Observer?) throws {
        let epochs = settings.epochs
        guard history.epochs < epochs else { return }
        // A batch of all examples is the same in every epoch.
        if settings.batchSize == data.count { data.load(plan, rows: 0..<data.count, order: nil) }
        let sums = UnsafeMutablePointer<Double>.allocate(capacity: objective.resultCount)
        let sumCount = objective.resultCount
        defer { sums.deallocate() }
        // Without an observer nobody looks at the history before the end, and arrays of their own grow faster.
        var (losses, rates) = (history.loss, history.learningRate)
        // A step allocates nothing, so neither do these grow; a user's absurd number of epochs takes no memory in advance.
        let expected = min(epochs, Self.reservedEpochs)
        losses.reserveCapacity(expected)
        rates.reserveCapacity(expected)
        defer { if observer == nil { (history.loss, history.learningRate) = (losses, rates) } }
        let hasReport = objective.hasReport
        for epoch in (history.epochs + 1)...epochs {
            order.shuffle()
            sums.update(repeating: 0, count: sumCount)
            if hasReport { objective.reset() }
            guard try runEpoch(epoch, sums: sums, sumCount: sumCount, observer: observer) else {
                history.interrupted = true
                return
            }
            state.epochs = epoch
            let loss = objective.loss(sums: sums, count: data.count)
            if observer == nil {
                losses.append(loss)
                rates.append(state.lastRate)
            } else {
                history.loss.append(loss)
                history.learningRate.append(state.lastRate)
            }
            if hasReport {
                for metric in objective.report(sums: sums, count: data.count) {
                    history.metrics[metric.name, default: []].append(metric.value)
                }
            }
            if evaluator != nil, try !validate() { return }
            if let observer {
                try observer.epochEnded(isLast: epoch == epochs) { progress(batch: batches, loss: loss) }
                if control.isStopped {
                    history.stoppedEarly = epoch < epochs
                    return
                }
            }
        }
    }

    /// All batches of an epoch; false when interrupted.
    private func runEpoch(
        _ epoch: Int, sums: UnsafeMutablePointer<Double>, sumCount: Int, observer: Observer?
    ) throws -> Bool {
        let count = data.count
        let batchSize = settings.batchSize
        let parameters = model.store.values
        let slopes = gradients.values
        let clips = settings.optimizer.clipping != nil
        let hasStates = !plan.states.isEmpty
        let hasSimpleLoss = objective.hasSimpleLoss
        var first = 0
        var batch = 0
        while first < count {
            if Interruption.isRequested { return false }
            let last = min(first + batchSize, count)
            let plan = last - first == batchSize ? plan : restPlan ?? plan
            if batchSize < count { data.load(plan, rows: first..<last, order: order.indices) }
            if plan.usesRandomness { plan.stepKey.pointee = order.generator.next() }
            if hasStates { states.take() }
            // Interrupted within a long step, the weights stay those of the last whole one.
            guard plan.forward() else {
                states.putBack()
                return false
            }
            let results = plan.results
            batch += 1
            guard results[0].isFinite, hasSimpleLoss || objective.loss(sums: results, count: plan.batch).isFinite else {
                defer { states.putBack() }
                let loss = objective.loss(sums: results, count: plan.batch)
                throw notFinite(loss: loss, epoch: epoch, batch: batch, plan: plan, rows: first..<last)
            }
            if hasStates, !states.isFinite {
                defer { states.putBack() }
                throw notFiniteStates(epoch: epoch, batch: batch, plan: plan)
            }
            guard plan.backward() else {
                states.putBack()
                return false
            }
            if clips { state.clip(slopes) }
            guard state.step(parameters, gradients: slopes) else { throw notFiniteWeights(epoch: epoch, batch: batch) }
            if !constraints.isEmpty { constrain() }
            for index in 0..<sumCount { sums[index] += results[index] }
            first = last
            if let observer, batch < batches {
                try observer.batchEnded {
                    progress(batch: batch, loss: objective.loss(sums: sums, count: first))
                }
            }
        }
        return true
    }

    private func constrain() {
        for part in constraints { part.constraint.apply(to: part.weights, rows: part.rows, columns: part.columns) }
    }

    /// Measures on the validation data; false when interrupted meanwhile.
    private func validate() throws -> Bool {
        do {
            guard let evaluation = try evaluator?.run() else { return true }
            history.validationLoss.append(evaluation.loss)
            for (name, value) in evaluation.metrics { history.validationMetrics[name, default: []].append(value) }
            return true
        } catch let error as EngineError where error.code == .interrupted {
            history.interrupted = true
            return false
        }
    }

    private func progress(batch: Int, loss: Double) -> TrainingProgress {
        TrainingProgress(
            epoch: history.epochs, epochs: settings.epochs, batch: batch, batches: batches, loss: loss,
            history: history, control: control)
    }

    /// Goes on from where another training stood.
    private func resume(from checkpoint: TrainingCheckpoint) throws {
        try checkpoint.check(model)
        try checkpoint.restoreWeights(into: model)
        guard checkpoint.optimizer == settings.optimizer.name,
            state.restore(checkpoint.optimizerNumbers, checkpoint.optimizerArrays)
        else {
            throw EngineError(
                .invalidArgument,
                """
                The checkpoint holds the state of \(checkpoint.optimizer), which cannot go on as \(settings.optimizer.name) \
                with these numbers; train with the same optimizer, or only take the weights: checkpoint.restoreWeights(into:).
                """)
        }
        order.generator = checkpoint.generator
        history.loss = checkpoint.history.loss
        history.learningRate = checkpoint.history.learningRate
        history.validationLoss = checkpoint.history.validationLoss
        history.metrics = checkpoint.history.metrics
        history.validationMetrics = checkpoint.history.validationMetrics
    }
}
