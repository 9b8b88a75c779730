/// Measures loss and metrics on one data set, as often as asked, with plans made once.
struct Evaluator {
    private let data: PreparedData
    private let objective: Objective
    private var plans: PlanCache

    init(_ model: Sequential, data: Dataset, loss: Loss, metrics: [Metric]) throws {
        let prepared = try PreparedData(data, model: model, loss: loss)
        let objective = try Objective(
            model, loss: loss, metrics: metrics, targets: prepared.targets, isTraining: false)
        self.data = prepared
        self.objective = objective
        plans = PlanCache { try objective.plan(batch: $0, gradients: nil) }
    }

    /// - Throws: ``EngineError/Code/interrupted``.
    mutating func run() throws -> Evaluation {
        var sums = [Double](repeating: 0, count: 1 + objective.metrics.count)
        for start in stride(from: 0, to: data.count, by: Sequential.inferenceBatch) {
            try Interruption.check()
            let rows = start..<min(start + Sequential.inferenceBatch, data.count)
            let plan = try plans.plan(batch: rows.count)
            data.load(plan, rows: rows, order: nil)
            plan.forward()
            for index in sums.indices { sums[index] += plan.results[index] }
        }
        var metrics: [String: Double] = [:]
        for (index, metric) in objective.metricTerms(count: data.count).enumerated() {
            metrics[metric.name] = sums[index + 1] / Double(metric.terms)
        }
        return Evaluation(
            dataset: data.name, lossFunction: objective.loss,
            loss: sums[0] / Double(objective.lossTerms(count: data.count)),
            metrics: metrics, count: data.count)
    }
}
