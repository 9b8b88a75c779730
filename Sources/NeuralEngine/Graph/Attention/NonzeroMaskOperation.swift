/// Which steps of a sequence of indices count: 1 where an index is not 0.
struct NonzeroMaskOperation: Operation {
    let input: GraphValue
    let output: GraphValue

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            NonzeroKernel(
                input: UnsafePointer(plan.data(of: input)), output: plan.data(of: output),
                count: plan.batch * input.width))
    }

    func emitBackward(into plan: inout PlanEmitter) {}
}
