/// One run of `fit`: plans, optimizer, order of the examples, and the loop over them.
final class Training {
    private let model: Sequential
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
    /// For the last batch of an epoch, when it is smaller.
    private let restPlan: Plan?
    private let control = TrainingControl()
    private var evaluator: Evaluator?
    private var history: History

    init(
        model: Sequential, data: Dataset, loss: Loss, optimizer: Optimizer, epochs: Int, batchSize: Int,
        validation: Dataset?, metrics: [Metric], shuffle: Bool, seed: UInt64
    ) throws {
        guard model.parameterCount > 0 else {
            throw EngineError(
                .invalidArgument, "Network \"\(model.name)\" has no parameters, so there is nothing to train.")
        }
        let prepared = try PreparedData(data, model: model, loss: loss)
        objective = try Objective(model, loss: loss, metrics: metrics, targets: prepared.targets, isTraining: true)
        evaluator = try validation.map { try Evaluator(model, data: $0, loss: loss, metrics: metrics) }
        state = try OptimizerState(optimizer, count: model.store.count)
        gradients = try GradientStore(count: model.store.count)
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
        history = History(model: model.name, dataset: data.name, lossFunction: loss, plannedEpochs: epochs)
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
            model: model, dataset: data.name, count: data.count, loss: objective.loss, optimizer: optimizer,
            epochs: epochs, batchSize: batchSize, batches: batches, metrics: objective.metrics,
            hasValidation: evaluator != nil)
        for callback in callbacks { callback.trainingBegan(info) }
    }

    private func loop(_ observer: Observer?) throws {
        var order = ExampleOrder(count: data.count, seed: seed, shuffles: shuffles)
        defer { order.deallocate() }
        // A batch of all examples is the same in every epoch.
        if batchSize == data.count { data.load(plan, rows: 0..<data.count, order: nil) }
        let sums = UnsafeMutableBufferPointer<Double>.allocate(capacity: 1 + objective.metrics.count)
        defer { sums.deallocate() }
        let lossTerms = Double(objective.lossTerms(count: data.count))
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
            if observer == nil { losses.append(sums[0] / lossTerms) } else { history.loss.append(sums[0] / lossTerms) }
            for (index, metric) in metricTerms.enumerated() {
                history.metrics[metric.name, default: []].append(sums[index + 1] / Double(metric.terms))
            }
            if evaluator != nil, try !validate() { return }
            if let observer {
                observer.epochEnded(isLast: epoch == epochs) { progress(batch: batches, loss: sums[0] / lossTerms) }
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
        var first = 0
        var batch = 0
        while first < count {
            if Interruption.isRequested { return false }
            let last = min(first + batchSize, count)
            let plan = last - first == batchSize ? plan : restPlan ?? plan
            if batchSize < count { data.load(plan, rows: first..<last, order: order.indices) }
            if plan.usesRandomness { plan.stepKey.pointee = order.generator.next() }
            plan.forward()
            let results = plan.results
            batch += 1
            guard results[0].isFinite else { throw notFinite(plan, epoch: epoch, batch: batch) }
            plan.backward()
            state.step(parameters, gradients: gradients.values)
            for index in 0..<sums.count { sums[index] += results[index] }
            first = last
            if let observer, batch < batches {
                let mean = sums[0] / Double(objective.lossTerms(count: first))
                observer.batchEnded { progress(batch: batch, loss: mean) }
            }
        }
        return true
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
        let place = plan.layerOutputs.first { output in
            (0..<output.count).contains { !output.values[$0].isFinite }
        }
        let rate = compactText(optimizer.learningRate)
        return EngineError(
            .notFinite,
            """
            The loss became \(plan.results[0].isNaN ? "NaN" : "infinite") in epoch \(epoch), batch \(batch)\
            \(place.map { ", first in the output of \($0.layer)" } ?? ""). The learning rate \(rate) may be too large \
            for these data; a smaller one, or data.standardized(), usually helps.
            """)
    }
}
