/// The end of a plan that has targets: loss and metrics on one of the network's outputs.
struct LossHead {
    let loss: Loss
    let metrics: [MetricHead]
    /// The targets' place in the plan: of the output's shape, or without its last axis for class indices.
    let target: GraphValue
    /// The weights' place: one number an example, or one for each row of the last axis; nil when all weigh 1.
    let weights: GraphValue?
    /// Which steps of a sequence count: one number for each row of the last axis; nil when all do.
    let mask: GraphValue?
    /// What the loss is computed from: the output, or the logits before it when the loss takes over the last activation.
    let source: GraphValue
    let output: GraphValue
    /// The activation that the loss's kernel computes by the way.
    let absorbed: ActivationFunction?
    let hasClasses: Bool
    let decision: Decision
    /// What this loss counts for among those of a network with several outputs.
    var weight = 1.0
    /// Whether a mask's steps that count are a sum of their own, so that the mean is over those of all batches. In training they
    /// share the weight of all steps of their batch.
    var countsSteps = false

    /// How many sums it gives: the loss's, those of each metric, and perhaps the steps that count.
    var resultCount: Int { stepsPlace + (countsSteps ? 1 : 0) }

    /// Where the steps that count lie among its sums.
    var stepsPlace: Int { metrics.reduce(1) { $0 + $1.sumCount } }

    private var columns: Int { output.shape.last ?? 1 }

    /// Rows of the last axis in so many examples.
    func rows(count: Int) -> Int { count * output.width / columns }

    /// How many terms the loss's mean is over, for so many examples.
    func lossTerms(count: Int) -> Int { loss.terms(rows: rows(count: count), columns: columns) }

    /// Adds the loss and the metrics. The gradient goes to where the source's gradient belongs.
    func emit(into plan: inout PlanEmitter, results: UnsafeMutablePointer<Double>) {
        let count = plan.batch * output.width
        let rows = rows(count: plan.batch)
        // Evaluation has no use for the gradient; its kernel writes it where nobody looks.
        // A second loss on the same value has its gradient added to the first one's.
        let claim = plan.claimGradient(of: source)
        let isAdded = claim.map { !$0.isFirst } ?? true
        let gradient = claim.flatMap { isAdded ? nil : $0.pointer } ?? plan.auxiliary(of: target, 0, count: count)
        let form = loss.form(absorbed: absorbed, hasClasses: hasClasses)
        let (on, off) = loss.smoothed(columns: columns)
        var targetData = UnsafePointer(plan.data(of: target))
        let metricTarget = targetData
        if off != 0, !hasClasses, !form.smoothsByItself {
            let smoothed = plan.auxiliary(of: target, 1, count: count)
            plan.emit(LinearKernel(input: targetData, output: smoothed, factor: on - off, shift: off, count: count))
            targetData = UnsafePointer(smoothed)
        }
        let outputData = plan.data(of: output)
        let isMade = absorbed == .softmax || absorbed == .sigmoid
        let givesProbability = form == .softmax || form == .classSoftmax || form == .sigmoid
        // From logits that are the output itself, the probabilities are nobody's.
        let probability = givesProbability && !isMade ? plan.auxiliary(of: target, 2, count: count) : outputData
        let call = LossCall(
            form: form, prediction: UnsafePointer(plan.data(of: source)), target: targetData, gradient: gradient,
            probability: probability, delta: loss.delta, alpha: loss.alpha, on: on, off: off,
            areLogits: loss.fromLogits, hasClasses: hasClasses, decision: decision,
            scale: Float(weight / Double(lossTerms(count: plan.batch))), rows: rows, columns: columns)
        emit(call, into: &plan, results: results, rows: rows)
        if let absorbed, !isMade, !metrics.isEmpty, let kind = absorbed.kernel {
            plan.emit(
                ActivationForward(input: call.prediction, output: outputData, kind: kind, slope: 1, count: count))
        }
        if isAdded, let claim {
            plan.emit(Accumulate(target: claim.pointer, source: UnsafePointer(gradient), count: count))
        }
        var place = 1
        for metric in metrics {
            metric.emit(
                into: &plan, prediction: UnsafePointer(outputData), target: metricTarget,
                mask: mask.map { UnsafePointer(plan.data(of: $0)) }, result: results + place, rows: rows)
            place += metric.sumCount
        }
    }

    private func emit(
        _ call: LossCall, into plan: inout PlanEmitter, results: UnsafeMutablePointer<Double>, rows: Int
    ) {
        let given = weights.map { UnsafePointer(plan.data(of: $0)) }
        let span = weights.map { output.width / columns / $0.width } ?? 1
        if let mask {
            let all = plan.auxiliary(of: target, 3, count: rows)
            plan.emit(
                MaskWeights(
                    mask: UnsafePointer(plan.data(of: mask)), weights: given, span: span, output: all,
                    steps: countsSteps ? results + stepsPlace : nil, rows: rows))
            plan.emit(WeightedLossKernel(call: call, result: results, weights: UnsafePointer(all), span: 1))
        } else if let given {
            plan.emit(WeightedLossKernel(call: call, result: results, weights: given, span: span))
        } else {
            plan.emit(LossKernel(call: call, result: results))
        }
    }
}
