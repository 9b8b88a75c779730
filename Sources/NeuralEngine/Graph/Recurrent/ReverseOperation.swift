/// The first axis of each sample in the other order: a sequence from its end to its beginning.
struct ReverseOperation: Operation {
    let input: GraphValue
    let output: GraphValue

    var inputs: [GraphValue] { [input] }
    private var length: Int { input.shape[0] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            ReverseSteps(
                source: UnsafePointer(plan.data(of: input)), target: plan.data(of: output), batch: plan.batch,
                length: length, width: input.width / length, accumulates: false))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        plan.emit(
            ReverseSteps(
                source: UnsafePointer(gradient), target: target.pointer, batch: plan.batch, length: length,
                width: input.width / length, accumulates: !target.isFirst))
    }
}
