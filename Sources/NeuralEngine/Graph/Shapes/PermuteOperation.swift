/// The axes of each sample in another order.
struct PermuteOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    /// For each axis of the output the axis of the input, from 0.
    let axes: [Int]

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            PermuteKernel(
                source: UnsafePointer(plan.data(of: input)), target: plan.data(of: output), shape: input.shape,
                axes: axes,
                batch: plan.batch, accumulates: false))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        let back = axes.indices.map { axis in axes.firstIndex(of: axis) ?? axis }
        plan.emit(
            PermuteKernel(
                source: UnsafePointer(gradient), target: target.pointer, shape: output.shape, axes: back,
                batch: plan.batch,
                accumulates: !target.isFirst))
    }
}

extension GraphBuilder {
    func permuted(_ input: GraphValue, axes: [Int]) -> GraphValue {
        guard axes != Array(axes.indices) || mask(of: input) != nil else { return input }
        let output = value(axes.map { input.shape[$0] })
        append(PermuteOperation(input: input, output: output, axes: axes))
        return output
    }
}
