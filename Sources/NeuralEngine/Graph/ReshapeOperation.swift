/// The same numbers under another shape: no kernel, output and input are the same memory.
struct ReshapeOperation: Operation {
    let input: GraphValue
    let output: GraphValue

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) { plan.alias(output, to: input) }
    func emitBackward(into plan: inout PlanEmitter) {}
}
