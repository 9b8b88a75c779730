import CKernels

/// y = f(x), element by element, or softmax over the last axis.
struct ActivationOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let function: ActivationFunction

    var inputs: [GraphValue] { [input] }
    private var columns: Int { output.shape.last ?? 1 }

    func emitForward(into plan: inout PlanEmitter) {
        let source = UnsafePointer(plan.data(of: input))
        let result = plan.data(of: output)
        let count = plan.batch * output.width
        if let kind = function.kernel {
            plan.emit(ActivationForward(input: source, output: result, kind: kind, slope: function.slope, count: count))
        } else {
            plan.emit(SoftmaxForward(input: source, output: result, rows: count / columns, columns: columns))
        }
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        let count = plan.batch * output.width
        let destination = target.isFirst ? target.pointer : gradient
        if let kind = function.kernel {
            let value = function.derivativeNeedsInput ? plan.data(of: input) : plan.data(of: output)
            plan.emit(
                ActivationBackward(
                    output: destination, gradient: UnsafePointer(gradient), value: UnsafePointer(value), kind: kind,
                    slope: function.slope, count: count))
        } else {
            plan.emit(
                SoftmaxBackward(
                    output: destination, gradient: UnsafePointer(gradient),
                    probability: UnsafePointer(plan.data(of: output)), rows: count / columns, columns: columns))
        }
        if !target.isFirst {
            plan.emit(Accumulate(target: target.pointer, source: UnsafePointer(destination), count: count))
        }
    }
}
