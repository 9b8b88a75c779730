/// A network's graph with a loss and metrics at its end, ready to be planned for any batch size.
struct Objective {
    let loss: Loss
    let metrics: [Metric]
    private let model: Sequential
    private let graph: Graph
    private let head: LossHead
    private let isTraining: Bool

    /// - Parameter dropout: whether a graph for training drops out.
    /// - Throws: ``EngineError/Code/notDifferentiable`` when it is for training and a gradient cannot pass.
    init(
        _ model: Sequential, loss: Loss, metrics: [Metric], targets: [Float], isTraining: Bool, dropout: Bool = true
    ) throws {
        self.model = model
        self.loss = loss
        self.metrics = metrics
        self.isTraining = isTraining
        var graph = try model.graph(isTraining: isTraining && dropout)
        let output = graph.output
        var source = output
        var absorbed: ActivationFunction?
        if let last = graph.lastActivation, loss.absorbs(last.function) {
            (source, absorbed) = (last.input, last.function)
            graph = graph.droppingLast()
        }
        if isTraining { try graph.checkTrainable() }
        let columns = output.shape.last ?? 1
        head = LossHead(
            loss: loss, metrics: metrics.map { $0.kernel(loss: loss, columns: columns, targets: targets) },
            // Values of a graph count from 0; this one is outside of it.
            target: GraphValue(id: -1, shape: output.shape), source: source, output: output, absorbed: absorbed)
        self.graph = graph.fused(keeping: [source.id])
    }

    func plan(batch: Int, gradients: UnsafeMutablePointer<Float>?) throws -> Plan {
        try Plan(
            graph: graph, head: head, batch: batch, isTraining: isTraining,
            parameters: UnsafePointer(model.store.values), gradients: gradients)
    }

    /// How many terms the loss's mean is over, for so many examples.
    func lossTerms(count: Int) -> Int {
        let columns = head.output.shape.last ?? 1
        return loss.terms(rows: count * head.output.width / columns, columns: columns)
    }

    /// Names of the metrics with the count of terms that each one's mean is over.
    func metricTerms(count: Int) -> [(name: String, terms: Int)] {
        let columns = head.output.shape.last ?? 1
        return zip(metrics, head.metrics).map { metric, kernel in
            (metric.rawValue, kernel.terms(rows: count * head.output.width / columns, columns: columns))
        }
    }
}
