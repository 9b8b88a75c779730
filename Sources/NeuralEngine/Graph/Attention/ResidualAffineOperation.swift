/// y = r + x W + b: the end of a residual branch, without an array for the branch alone.
///
/// Backward, y's gradient is r's as well: the two share an array where nothing else has written to r's yet, and what uses r
/// in front of the branch adds its part there.
struct ResidualAffineOperation: Operation {
    let input: GraphValue
    let residual: GraphValue
    let output: GraphValue
    let kernel: GraphParameter
    let bias: GraphParameter?

    var inputs: [GraphValue] { [input, residual] }
    var parameters: [GraphParameter] { [kernel] + (bias.map { [$0] } ?? []) }
    private var columns: Int { kernel.shape[1] }
    private var inner: Int { kernel.shape[0] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            ResidualAffineForward(
                product: Product(
                    rows: plan.batch * input.width / inner, columns: columns, inner: inner, accumulates: true),
                input: UnsafePointer(plan.data(of: input)), residual: UnsafePointer(plan.data(of: residual)),
                kernel: plan.parameter(kernel), bias: bias.map { plan.parameter($0) }, output: plan.data(of: output)))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard plan.gradient(of: output) != nil else { return }
        // The product's part is that of an affine operation.
        AffineOperation(input: input, output: output, kernel: kernel, bias: bias).emitBackward(into: &plan)
        plan.handGradient(of: output, to: residual)
    }
}

extension PlanEmitter {
    /// Adds a value's gradient to another's of the same shape; where that one has none yet, it becomes the same array.
    ///
    /// The last thing an operation does in its backward pass: what is added to the array afterwards is not the value's any more.
    mutating func handGradient(of value: GraphValue, to other: GraphValue) {
        guard let gradient = gradient(of: value), !shareGradient(of: value, with: other),
            let target = claimGradient(of: other)
        else { return }
        emit(
            Accumulate(
                target: target.pointer, source: UnsafePointer(gradient), count: batch * other.width))
    }
}
