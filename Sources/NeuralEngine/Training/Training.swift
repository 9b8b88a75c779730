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
    private var generator: SeededGenerator
    private var evaluator: Evaluator?
    private let plan: Plan
    /// For the last batch of an epoch, when it is smaller.
    private let restPlan: Plan?
    private var history: History
    private let control = TrainingControl()

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
        shuffles = shuffle && batchSize < prepared.count
        generator = SeededGenerator(seed: seed)
        history = History(model: model.name, dataset: data.name, lossFunction: loss, plannedEpochs: epochs)
        history.loss.reserveCapacity(min(epochs, 1 << 16))
    }

    private var batches: Int { (data.count + batchSize - 1) / batchSize }

    func run(callbacks: [any TrainingCallback]) throws -> History {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            announce(to: callbacks)
            var observer = callbacks.isEmpty ? nil : Observer(callbacks: callbacks, clock: clock, start: start)
            try loop(&observer)
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

    private func loop(_ observer: inout Observer?) throws {
        var order = shuffles ? Array(0..<data.count) : []
        // A batch of all examples is the same in every epoch.
        if !shuffles, batchSize == data.count { data.load(plan, rows: 0..<data.count, order: nil) }
        var sums = [Double](repeating: 0, count: 1 + objective.metrics.count)
        let lossTerms = Double(objective.lossTerms(count: data.count))
        let metricTerms = objective.metricTerms(count: data.count)
        for epoch in 1...epochs {
            if shuffles { shuffle(&order) }
            for index in sums.indices { sums[index] = 0 }
            guard try runEpoch(epoch, order: order, sums: &sums, observer: &observer) else {
                history.interrupted = true
                return
            }
            history.loss.append(sums[0] / lossTerms)
            for (index, metric) in metricTerms.enumerated() {
                history.metrics[metric.name, default: []].append(sums[index + 1] / Double(metric.terms))
            }
            if evaluator != nil, try !validate() { return }
            if observer != nil { observer?.epochEnded(progress(batch: batches, loss: sums[0] / lossTerms)) }
            if control.isStopped {
                history.stoppedEarly = epoch < epochs
                return
            }
        }
    }

    /// All batches of an epoch; false when interrupted.
    private func runEpoch(_ epoch: Int, order: [Int], sums: inout [Double], observer: inout Observer?) throws -> Bool {
        try order.withUnsafeBufferPointer { order in
            var first = 0
            var batch = 0
            while first < data.count {
                if Interruption.isRequested { return false }
                let rows = first..<min(first + batchSize, data.count)
                let plan = rows.count == batchSize ? self.plan : restPlan ?? self.plan
                if rows.count < data.count { data.load(plan, rows: rows, order: shuffles ? order.baseAddress : nil) }
                try step(plan, epoch: epoch, batch: batch + 1)
                for index in sums.indices { sums[index] += plan.results[index] }
                first = rows.upperBound
                batch += 1
                if observer != nil, batch < batches {
                    let mean = sums[0] / Double(objective.lossTerms(count: first))
                    observer?.batchEnded { progress(batch: batch, loss: mean) }
                }
            }
            return true
        }
    }

    private func step(_ plan: Plan, epoch: Int, batch: Int) throws {
        plan.stepKey.pointee = generator.next()
        plan.forward()
        guard plan.results[0].isFinite else { throw notFinite(plan, epoch: epoch, batch: batch) }
        plan.backward()
        state.step(model.store.values, gradients: gradients.values)
    }

    private func shuffle(_ order: inout [Int]) {
        order.withUnsafeMutableBufferPointer { order in
            for last in stride(from: order.count - 1, to: 0, by: -1) {
                order.swapAt(last, generator.nextIndex(below: last + 1))
            }
        }
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
