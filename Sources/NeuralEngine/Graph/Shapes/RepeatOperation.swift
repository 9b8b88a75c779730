/// Each sample's numbers `count` times, one behind the other.
struct RepeatOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let count: Int

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            RepeatKernel(
                narrow: plan.data(of: input), wide: plan.data(of: output), batch: plan.batch, count: count,
                width: input.width, addsUp: false, accumulates: false))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        plan.emit(
            RepeatKernel(
                narrow: target.pointer, wide: gradient, batch: plan.batch, count: count, width: input.width,
                addsUp: true,
                accumulates: !target.isFirst))
    }
}

extension GraphBuilder {
    func repeated(_ input: GraphValue, count: Int) -> GraphValue {
        let output = value([count] + input.shape)
        append(RepeatOperation(input: input, output: output, count: count))
        return output
    }
}
