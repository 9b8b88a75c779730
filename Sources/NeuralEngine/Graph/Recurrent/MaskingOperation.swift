/// Finds the steps whose numbers all equal a value: a mask of 0 there and 1 elsewhere, and the numbers with these steps zero.
struct MaskingOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let mask: GraphValue
    let maskValue: Float

    var inputs: [GraphValue] { [input] }
    var outputs: [GraphValue] { [output, mask] }
    private var width: Int { input.width / input.shape[0] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            FindMask(
                input: UnsafePointer(plan.data(of: input)), mask: plan.data(of: mask), value: maskValue,
                steps: plan.batch * input.shape[0], width: width))
        plan.emit(
            ApplyMask(
                source: UnsafePointer(plan.data(of: input)), mask: UnsafePointer(plan.data(of: mask)),
                target: plan.data(of: output), steps: plan.batch * input.shape[0], width: width, accumulates: false))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        plan.emit(
            ApplyMask(
                source: UnsafePointer(gradient), mask: UnsafePointer(plan.data(of: mask)), target: target.pointer,
                steps: plan.batch * input.shape[0], width: width, accumulates: !target.isFirst))
    }
}
