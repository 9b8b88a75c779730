import CKernels

/// A regularizer on one parameter, as part of a plan: its share of the loss, and of the gradient.
struct WeightPenalty {
    let parameter: GraphParameter
    let regularizer: Regularizer

    /// Adds the penalty, times the examples of the batch, to a sum.
    func emitForward(into plan: inout PlanEmitter, result: UnsafeMutablePointer<Double>) {
        plan.emit(
            PenaltyForward(
                weights: plan.parameter(parameter), result: result, l1: regularizer.l1, l2: regularizer.l2,
                factor: Double(plan.batch), count: parameter.count))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.claimGradient(of: parameter) else { return }
        plan.emit(
            PenaltyBackward(
                weights: plan.parameter(parameter), gradient: gradient.pointer, l1: regularizer.l1, l2: regularizer.l2,
                count: parameter.count, accumulates: !gradient.isFirst))
    }
}
