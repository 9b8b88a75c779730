extension GraphBuilder {
    /// Operations on each step of `[time, …]` alone, as if the steps were samples.
    func eachStep(of input: GraphValue, body: (GraphValue) throws -> GraphValue) rethrows -> GraphValue {
        let time = input.shape[0]
        let step = value(Array(input.shape.dropFirst()))
        append(SameMemory(input: input, output: step))
        repetitions *= time
        let result: GraphValue
        do {
            defer { repetitions /= time }
            result = try body(step)
        }
        let output = value([time] + result.shape)
        append(SameMemory(input: result, output: output))
        return output
    }
}

/// The numbers of one value under another name and shape.
struct SameMemory: Operation {
    let input: GraphValue
    let output: GraphValue

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) { plan.alias(output, to: input) }
    func emitBackward(into plan: inout PlanEmitter) {}
}

/// An operation on so many times the samples of a batch.
struct RepeatedOperation: Operation {
    let operation: any Operation
    let count: Int

    var inputs: [GraphValue] { operation.inputs }
    var output: GraphValue { operation.output }
    var outputs: [GraphValue] { operation.outputs }
    var parameters: [GraphParameter] { operation.parameters }

    func emitForward(into plan: inout PlanEmitter) {
        plan.repeatsBatch(count) { operation.emitForward(into: &$0) }
    }

    func emitBackward(into plan: inout PlanEmitter) {
        plan.repeatsBatch(count) { operation.emitBackward(into: &$0) }
    }
}
