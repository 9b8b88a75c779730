/// One run of `fit`: plans, optimizer, order of the examples, and the loop over them.
final class Training {
    private let model: Model
    private let data: PreparedData
    private let objective: Objective
    private let optimizer: Optimizer
    private let state: OptimizerState
    private let gradients: GradientStore
    private let epochs: Int
    private let batchSize: Int
    private let shuffles: Bool
    private let seed: UInt64
    private let plan: Plan
    private let constraints:
        [(constraint: WeightConstraint, weights: UnsafeMutablePointer<Float>, rows: Int, columns: Int)]
    /// For the last batch of an epoch, when it is smaller.
    private let restPlan: Plan?
    private let control = TrainingControl()
    private var evaluator: Evaluator?
    private var history: History

    init(
        model: Model, data: Dataset, losses: [Loss], lossWeights: [Double]?, optimizer: Optimizer, epochs: Int,
        batchSize: Int, validation: Dataset?, metrics: [Metric], shuffle: Bool, seed: UInt64
    ) throws {
        guard model.store.trainableCount > 0 else {
            throw EngineError(
                .invalidArgument, "Network \"\(model.name)\" has no parameters to learn, so there is nothing to train.")
        }
        let prepared = try PreparedData(data, model: model, losses: losses)
        objective = try Objective(
            model, losses: losses, weights: lossWeights, metrics: metrics, targets: prepared.targets.map(\.scalars),
            isTraining: true)
        evaluator = try validation.map {
            try Evaluator(model, data: $0, losses: losses, weights: lossWeights, metrics: metrics)
        }
        state = try OptimizerState(optimizer, count: model.store.trainableCount)
        gradients = try GradientStore(count: model.store.count)
        constraints = model.constraints
        plan = try objective.plan(batch: batchSize, gradients: gradients.values)
        let rest = prepared.count % batchSize
        restPlan = rest > 0 ? try objective.plan(batch: rest, gradients: gradients.values) : nil
        self.model = model
        self.data = prepared
        self.optimizer = optimizer
        self.epochs = epochs
        self.batchSize = batchSize
        self.seed = seed
        shuffles = shuffle && batchSize < prepared.count
        history = History(model: model.name, dataset: data.name, lossFunction: losses[0], plannedEpochs: epochs)
    }

    private var batches: Int { (data.count + batchSize - 1) / batchSize }

    func run(callbacks: [any TrainingCallback]) throws -> History {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            announce(to: callbacks)
            try loop(callbacks.isEmpty ? nil : Observer(callbacks: callbacks, clock: clock, start: start))
        } catch {
            for callback in callbacks { callback.trainingFailed(error) }
            throw error
        }
        history.duration = start.duration(to: clock.now)
        for callback in callbacks { callback.trainingEnded(history) }
        return history
    }

    private func announce(to callbacks: [any TrainingCallback]) {
        guard !callbacks.isEmpty else { return }
        let info = TrainingInfo(
            model: model, dataset: data.name, count: data.count, loss: objective.losses[0], optimizer: optimizer,
            epochs: epochs, batchSize: batchSize, batches: batches, metrics: objective.metrics,
            hasValidation: evaluator != nil)
        for callback in callbacks { callback.trainingBegan(info) }
    }

    private func loop(_ observer: Observer?) throws {
        var order = ExampleOrder(count: data.count, seed: seed, shuffles: shuffles)
        defer { order.deallocate() }
        // A batch of all examples is the same in every epoch.
        if batchSize == data.count { data.load(plan, rows: 0..<data.count, order: nil) }
        let sums = UnsafeMutableBufferPointer<Double>.allocate(capacity: objective.resultCount)
        defer { sums.deallocate() }
        let metricTerms = objective.metricTerms(count: data.count)
        var losses: [Double] = []
        defer { if observer == nil { history.loss = losses } }
        losses.reserveCapacity(min(epochs, 1 << 16))
        for epoch in 1...epochs {
            order.shuffle()
            sums.update(repeating: 0)
            guard try runEpoch(epoch, order: &order, sums: sums, observer: observer) else {
                history.interrupted = true
                return
            }
            let loss = sums.baseAddress.map { objective.loss(sums: $0, count: data.count) } ?? .nan
            if observer == nil { losses.append(loss) } else { history.loss.append(loss) }
            for metric in metricTerms {
                history.metrics[metric.name, default: []].append(sums[metric.place] / Double(metric.terms))
            }
            if evaluator != nil, try !validate() { return }
            if let observer {
                observer.epochEnded(isLast: epoch == epochs) { progress(batch: batches, loss: loss) }
                if control.isStopped {
                    history.stoppedEarly = epoch < epochs
                    return
                }
            }
        }
    }

    /// All batches of an epoch; false when interrupted.
    private func runEpoch(
        _ epoch: Int, order: inout ExampleOrder, sums: UnsafeMutableBufferPointer<Double>, observer: Observer?
    ) throws -> Bool {
        let count = data.count
        let batchSize = batchSize
        let parameters = model.store.values
        let hasSimpleLoss = objective.hasSimpleLoss
        var first = 0
        var batch = 0
        while first < count {
            if Interruption.isRequested { return false }
            let last = min(first + batchSize, count)
            let plan = last - first == batchSize ? plan : restPlan ?? plan
            if batchSize < count { data.load(plan, rows: first..<last, order: order.indices) }
            if plan.usesRandomness { plan.stepKey.pointee = order.generator.next() }
            // Interrupted within a long step, the weights stay those of the last whole one.
            guard plan.forward() else { return false }
            let results = plan.results
            batch += 1
            guard results[0].isFinite, hasSimpleLoss || objective.loss(sums: results, count: plan.batch).isFinite else {
                throw notFinite(plan, epoch: epoch, batch: batch)
            }
            guard plan.backward() else { return false }
            state.step(parameters, gradients: gradients.values)
            if !constraints.isEmpty { constrain() }
            for index in 0..<sums.count { sums[index] += results[index] }
            first = last
            if let observer, batch < batches {
                observer.batchEnded {
                    progress(
                        batch: batch, loss: sums.baseAddress.map { objective.loss(sums: $0, count: first) } ?? .nan)
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
            epoch: history.epochs, epochs: epochs, batch: batch, batches: batches, loss: loss, history: history,
            control: control)
    }

    private func notFinite(_ plan: Plan, epoch: Int, batch: Int) -> EngineError {
        let loss = objective.loss(sums: plan.results, count: plan.batch)
        let rate = compactText(optimizer.learningRate)
        return EngineError(
            .notFinite,
            """
            The loss became \(loss.isNaN ? "NaN" : "infinite") in epoch \(epoch), batch \(batch)\
            \(plan.firstLayerNotFinite().map { ", first in the output of \($0)" } ?? ""). The learning rate \(rate) may be too large \
            for these data; a smaller one, or data.standardized(), usually helps.
            """)
    }
}
