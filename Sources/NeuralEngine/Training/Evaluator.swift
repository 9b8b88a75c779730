/// Measures losses and metrics on one data set, as often as asked, with plans made once.
struct Evaluator {
    private let data: PreparedData
    private let objective: Objective
    private var plans: PlanCache
    private let batch: Int

    init(
        _ model: Model, data: Dataset, losses: [Loss], weights: [Double]? = nil, metrics: [Metric],
        weighting: Weighting = Weighting(), beside: Int = 0
    ) throws {
        let prepared = try PreparedData(data, model: model, losses: losses, weighting: weighting)
        let objective = try Objective(
            model, losses: losses, weights: weights, metrics: metrics, data: prepared, isTraining: false)
        self.data = prepared
        self.objective = objective
        batch = objective.inferenceBatch
        plans = PlanCache(beside: beside) { try objective.plan(batch: $0, gradients: nil, beside: $1) }
        // What does not fit is said now, and not after an epoch.
        for start in [0, prepared.count / batch * batch] where start < prepared.count {
            _ = try plans.plan(batch: min(batch, prepared.count - start))
        }
    }

    /// - Throws: ``EngineError/Code/interrupted``.
    mutating func run() throws -> Evaluation {
        let sums = try sums()
        var metrics: [String: Double] = [:]
        for metric in objective.report(sums: sums, count: data.count) { metrics[metric.name] = metric.value }
        return Evaluation(
            dataset: data.name, lossFunction: objective.losses[0],
            loss: objective.loss(sums: sums, count: data.count), metrics: metrics, count: data.count)
    }

    /// How often each class was taken for which, when the first metric counts that.
    mutating func confusionMatrix() throws -> ConfusionMatrix? { objective.confusionMatrix(sums: try sums()) }

    private mutating func sums() throws -> [Double] {
        var sums = [Double](repeating: 0, count: objective.resultCount)
        objective.reset()
        for start in stride(from: 0, to: data.count, by: batch) {
            let rows = start..<min(start + batch, data.count)
            let plan = try plans.plan(batch: rows.count)
            data.load(plan, rows: rows, order: nil)
            guard !Interruption.isRequested, plan.forward() else { throw EngineError(.interrupted, "Interrupted.") }
            for index in sums.indices { sums[index] += plan.results[index] }
        }
        return sums
    }
}
