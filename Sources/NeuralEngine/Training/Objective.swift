/// A network's graph with losses and metrics at its end, ready to be planned for any batch size.
struct Objective {
    let losses: [Loss]
    let metrics: [Metric]
    private let model: Model
    private let graph: Graph
    /// The graph with each operation for itself, which tells layers apart that a plan computes in one pass.
    private let wholeGraph: Graph
    private let heads: [LossHead]
    /// Where each output's loss lies among the sums, and how many of its terms an example has: a step of a tiny network is over
    /// before its heads' references were counted.
    private let parts: [Part]
    private let penalties: [WeightPenalty]
    private let isTraining: Bool

    private struct Part {
        let place: Int
        let terms: Double
        let weight: Double
        /// Where a mask's steps that count lie, and how many steps of an example would count without it.
        let steps: (place: Int, count: Double)?

        /// The mean that sums over so many examples stand for.
        @inline(__always)
        func mean(_ sums: UnsafePointer<Double>, count: Double) -> Double {
            guard let steps else { return sums[place] / (terms * count) }
            return sums[steps.place] > 0 ? sums[place] * steps.count / (terms * sums[steps.place]) : 0
        }
    }

    /// - Parameters:
    ///   - losses: one for each output.
    ///   - weights: what each loss counts for; 1 each when nil.
    ///   - data: what it will be measured on.
    ///   - dropout: whether a graph for training drops out.
    /// - Throws: ``EngineError/Code/notDifferentiable`` when it is for training and a gradient cannot pass.
    init(
        _ model: Model, losses: [Loss], weights: [Double]? = nil, metrics: [Metric], data: PreparedData,
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
            if isTraining { try loss.checkTrainable() }
            var source = output
            var absorbed: ActivationFunction?
            let last = graph.activation(making: output)
            try loss.validate(lastActivation: last?.function)
            if let last, loss.absorbs(last.function) {
                (source, absorbed) = (last.input, last.function)
                graph = graph.dropping(output)
            }
            let columns = output.shape.last ?? 1
            let targets = data.targets[index]
            // Values of a graph count from 0; these are outside of it, three for each output.
            let target = GraphValue(
                id: -3 * index - 1, shape: targets.areClasses ? [targets.width] : output.shape)
            let mask = graph.outputMasks[index].flatMap { $0.width == output.width / columns ? $0 : nil }
            let metricHeads = try metrics.map { metric in
                try MetricHead(
                    metric, loss: loss, absorbed: absorbed, columns: columns, targets: targets,
                    classNames: data.classNames, isMasked: mask != nil, count: data.count * output.width / columns)
            }
            heads.append(
                LossHead(
                    loss: loss, metrics: metricHeads, target: target,
                    weights: data.weights[index].map { GraphValue(id: -3 * index - 2, shape: [$0.width]) },
                    mask: mask, source: source, output: output, absorbed: absorbed, hasClasses: targets.areClasses,
                    decision: Decision(loss: loss, absorbed: absorbed, columns: columns, targets: targets),
                    weight: weights?[index] ?? 1, countsSteps: mask != nil && !isTraining))
        }
        if isTraining { try graph.checkTrainable() }
        self.heads = heads
        var place = 0
        parts = heads.map { head in
            defer { place += head.resultCount }
            return Part(
                place: place, terms: Double(head.lossTerms(count: 1)), weight: head.weight,
                steps: head.countsSteps ? (place + head.stepsPlace, Double(head.rows(count: 1))) : nil)
        }
        penaltyPlace = penalties.isEmpty ? nil : place
        resultCount = place + (penalties.isEmpty ? 0 : 1)
        let kept = heads.map(\.source.id) + graph.outputs.map(\.id) + heads.compactMap(\.mask?.id)
        wholeGraph = graph
        self.graph = graph.fused(keeping: Set(kept))
    }

    func plan(batch: Int, gradients: UnsafeMutablePointer<Float>?, beside: Int = 0) throws -> Plan {
        try Plan(
            graph: graph, heads: heads, penalties: penalties, batch: batch, isTraining: isTraining,
            parameters: UnsafePointer(model.store.values), gradients: gradients, beside: beside)
    }

    /// How many examples to measure at a time.
    var inferenceBatch: Int {
        Plan.inferenceBatch(
            graph: graph, heads: heads, penalties: penalties, parameters: UnsafePointer(model.store.values))
    }

    /// How many sums a plan gives.
    /// A plan of the forward pass in which every layer's output can be looked at.
    func planOfLayers(batch: Int) throws -> Plan {
        try Plan(
            graph: wholeGraph, heads: heads, penalties: penalties, batch: batch, isTraining: isTraining,
            parameters: UnsafePointer(model.store.values), gradients: nil)
    }

    let resultCount: Int
    private let penaltyPlace: Int?

    /// Whether the first sum is the loss: one output, and no penalty.
    var hasSimpleLoss: Bool { heads.count == 1 && penalties.isEmpty && heads[0].weight == 1 }

    /// Whether ``report(sums:count:)`` has anything to say.
    var hasReport: Bool { heads.count > 1 || !metrics.isEmpty }

    /// The mean loss that sums over so many examples stand for: the weighted losses of all outputs, and the penalties.
    func loss(sums: UnsafePointer<Double>, count: Int) -> Double {
        let count = Double(count)
        var total = 0.0
        for part in parts { total += part.weight * part.mean(sums, count: count) }
        return penaltyPlace.map { total + sums[$0] / count } ?? total
    }

    /// Before an epoch.
    func reset() { for head in heads { for metric in head.metrics { metric.reset() } } }

    /// What is reported beside the loss, from sums over so many examples. With several outputs, each one's loss and metrics
    /// carry its number: `output 1 accuracy`.
    func report(sums: UnsafePointer<Double>, count: Int) -> [(name: String, value: Double)] {
        var result: [(name: String, value: Double)] = []
        var place = 0
        for (index, head) in heads.enumerated() {
            let prefix = heads.count > 1 ? "output \(index) " : ""
            if heads.count > 1 { result.append((prefix + "loss", parts[index].mean(sums, count: Double(count)))) }
            place += 1
            for metric in head.metrics {
                result += metric.values(sums: sums + place, rows: head.rows(count: count)).map { (prefix + $0, $1) }
                place += metric.sumCount
            }
            if head.countsSteps { place += 1 }
        }
        return result
    }

    /// The counts behind the first metric of the first output, when it is one of classes.
    func confusionMatrix(sums: UnsafePointer<Double>) -> ConfusionMatrix? {
        heads.first?.metrics.first?.matrix(sums + 1)
    }
}
