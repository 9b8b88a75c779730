import CKernels

/// The end of a plan that has targets: loss and metrics on the network's output.
struct LossHead {
    let loss: Loss
    let metrics: [MetricKernel]
    /// The targets' place in the plan.
    let target: GraphValue
    /// What the loss is computed from: the output, or the logits before it when the loss takes over the last activation.
    let source: GraphValue
    let output: GraphValue
    /// The activation that the loss's kernel computes by the way.
    let absorbed: ActivationFunction?
    /// What this loss counts for among those of a network with several outputs.
    var weight = 1.0

    /// How many sums it gives: the loss's and one for each metric.
    var resultCount: Int { 1 + metrics.count }

    /// Adds the loss and the metrics. The gradient goes to where the source's gradient belongs.
    func emit(into plan: inout PlanEmitter, results: UnsafeMutablePointer<Double>) {
        let columns = output.shape.last ?? 1
        let count = plan.batch * output.width
        let rows = count / columns
        let scale = Float(weight / Double(loss.terms(rows: rows, columns: columns)))
        // Evaluation has no use for the gradient; its kernel writes it where nobody looks.
        // A second loss on the same value has its gradient added to the first one's.
        let target = plan.claimGradient(of: source)
        let isAdded = target.map { !$0.isFirst } ?? true
        let gradient = target.flatMap { isAdded ? nil : $0.pointer } ?? plan.auxiliary(of: self.target)
        let sourceData = UnsafePointer(plan.data(of: source))
        let targetData = UnsafePointer(plan.data(of: self.target))
        let outputData = plan.data(of: output)
        switch absorbed {
        case .softmax:
            plan.emit(
                SoftmaxLossKernel(
                    logits: sourceData, target: targetData, probability: outputData, gradient: gradient,
                    result: results,
                    scale: scale, rows: rows, columns: columns))
        case .sigmoid:
            plan.emit(
                SigmoidLossKernel(
                    logits: sourceData, target: targetData, probability: outputData, gradient: gradient,
                    result: results,
                    scale: scale, count: count))
        default:
            plan.emit(
                LossKernel(
                    prediction: sourceData, target: targetData, gradient: gradient, result: results, kind: loss.kernel,
                    delta: loss.delta, scale: scale, count: count))
            if let absorbed, let kind = absorbed.kernel, !metrics.isEmpty {
                plan.emit(
                    ActivationForward(input: sourceData, output: outputData, kind: kind, slope: 1, count: count))
            }
        }
        if isAdded, let target {
            plan.emit(Accumulate(target: target.pointer, source: UnsafePointer(gradient), count: count))
        }
        for (index, metric) in metrics.enumerated() {
            metric.emit(
                into: &plan, prediction: UnsafePointer(outputData), target: targetData, result: results + 1 + index,
                rows: rows, columns: columns)
        }
    }
}
