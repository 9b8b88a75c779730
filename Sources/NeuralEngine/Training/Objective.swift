/// A network's graph with losses and metrics at its end, ready to be planned for any batch size.
struct Objective {
    let losses: [Loss]
    let metrics: [Metric]
    private let model: Model
    private let graph: Graph
    private let heads: [LossHead]
    private let penalties: [WeightPenalty]
    private let isTraining: Bool

    /// - Parameters:
    ///   - losses: one for each output.
    ///   - weights: what each loss counts for; 1 each when nil.
    ///   - targets: those of each output, in the form of its loss.
    ///   - dropout: whether a graph for training drops out.
    /// - Throws: ``EngineError/Code/notDifferentiable`` when it is for training and a gradient cannot pass.
    init(
        _ model: Model, losses: [Loss], weights: [Double]? = nil, metrics: [Metric], targets: [[Float]],
        isTraining: Bool, dropout: Bool = true
    ) throws {
        self.model = model
        self.losses = losses
        self.metrics = metrics
        self.isTraining = isTraining
        penalties = model.penalties
        var graph = try model.graph(isTraining: isTraining && dropout)
        var heads: [LossHead] = []
        for (index, (output, loss)) in zip(graph.outputs, losses).enumerated() {
            var source = output
            var absorbed: ActivationFunction?
            if let last = graph.activation(making: output), loss.absorbs(last.function) {
                (source, absorbed) = (last.input, last.function)
                graph = graph.dropping(output)
            }
            let columns = output.shape.last ?? 1
            heads.append(
                LossHead(
                    loss: loss,
                    metrics: metrics.map { $0.kernel(loss: loss, columns: columns, targets: targets[index]) },
                    // Values of a graph count from 0; these are outside of it.
                    target: GraphValue(id: -1 - index, shape: output.shape), source: source, output: output,
                    absorbed: absorbed, weight: weights?[index] ?? 1))
        }
        if isTraining { try graph.checkTrainable() }
        self.heads = heads
        self.graph = graph.fused(keeping: Set(heads.map(\.source.id) + graph.outputs.map(\.id)))
    }

    func plan(batch: Int, gradients: UnsafeMutablePointer<Float>?) throws -> Plan {
        try Plan(
            graph: graph, heads: heads, penalties: penalties, batch: batch, isTraining: isTraining,
            parameters: UnsafePointer(model.store.values), gradients: gradients)
    }

    /// How many sums a plan gives.
    var resultCount: Int { heads.reduce(penalties.isEmpty ? 0 : 1) { $0 + $1.resultCount } }

    /// Whether the first sum is the loss: one output, and no penalty.
    var hasSimpleLoss: Bool { heads.count == 1 && penalties.isEmpty && heads[0].weight == 1 }

    /// The mean loss that sums over so many examples stand for: the weighted losses of all outputs, and the penalties.
    func loss(sums: UnsafePointer<Double>, count: Int) -> Double {
        var total = 0.0
        var place = 0
        for head in heads {
            total += head.weight * sums[place] / Double(head.lossTerms(count: count))
            place += head.resultCount
        }
        return penalties.isEmpty ? total : total + sums[place] / Double(count)
    }

    /// Names of what is reported beside the loss, with the place of each one's sum and the count of terms that its mean is
    /// over. With several outputs, each one's loss and metrics carry its number: `output 1 accuracy`.
    func metricTerms(count: Int) -> [(name: String, place: Int, terms: Int)] {
        var result: [(name: String, place: Int, terms: Int)] = []
        var place = 0
        for (index, head) in heads.enumerated() {
            let prefix = heads.count > 1 ? "output \(index) " : ""
            if heads.count > 1 { result.append((prefix + "loss", place, head.lossTerms(count: count))) }
            for (offset, (metric, kernel)) in zip(metrics, head.metrics).enumerated() {
                let columns = head.output.shape.last ?? 1
                let terms = kernel.terms(rows: count * head.output.width / columns, columns: columns)
                result.append((prefix + metric.rawValue, place + 1 + offset, terms))
            }
            place += head.resultCount
        }
        return result
    }
}

extension LossHead {
    /// How many terms the loss's mean is over, for so many examples.
    func lossTerms(count: Int) -> Int {
        let columns = output.shape.last ?? 1
        return loss.terms(rows: count * output.width / columns, columns: columns)
    }
}
