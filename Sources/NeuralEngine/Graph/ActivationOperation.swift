import CKernels

/// y = f(x), element by element or row by row of the last axis.
struct ActivationOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let function: ActivationFunction

    var inputs: [GraphValue] { [input] }
    private var columns: Int { input.shape.last ?? 1 }

    func emitForward(into plan: inout PlanEmitter) {
        let source = UnsafePointer(plan.data(of: input))
        let result = plan.data(of: output)
        let count = plan.batch * input.width
        if let kind = function.kernel {
            plan.emit(ActivationForward(input: source, output: result, kind: kind, slope: function.slope, count: count))
        } else {
            plan.emit(
                FunctionForward(
                    input: source, output: result, function: function, rows: count / columns, columns: columns))
        }
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        let count = plan.batch * input.width
        let value = UnsafePointer(plan.data(of: function.derivativeNeedsInput ? input : output))
        if function.kind == .glu {
            plan.emit(
                GateBackward(
                    output: target.pointer, gradient: UnsafePointer(gradient), input: value, rows: count / columns,
                    columns: columns / 2, accumulates: target.isFirst ? 0 : 1))
            return
        }
        let destination = target.isFirst ? target.pointer : gradient
        if let kind = function.kernel {
            plan.emit(
                ActivationBackward(
                    output: destination, gradient: UnsafePointer(gradient), value: value, kind: kind,
                    slope: function.slope, count: count))
        } else {
            plan.emit(
                FunctionBackward(
                    output: destination, gradient: UnsafePointer(gradient), value: value, function: function,
                    rows: count / columns, columns: columns))
        }
        if !target.isFirst {
            plan.emit(Accumulate(target: target.pointer, source: UnsafePointer(destination), count: count))
        }
    }
}
