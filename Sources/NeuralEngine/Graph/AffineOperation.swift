import CKernels

/// y = f(x W + b), with the activation in the same step where it works element by element.
struct AffineOperation: FusableOperation {
    let input: GraphValue
    let output: GraphValue
    let kernel: GraphParameter
    let bias: GraphParameter?
    /// Set by fusion.
    var activation = ActivationFunction.identity

    var inputs: [GraphValue] { [input] }
    var parameters: [GraphParameter] { [kernel] + (bias.map { [$0] } ?? []) }

    func fused(with next: any Operation) -> (any Operation)? {
        guard activation == .identity, let next = next as? ActivationOperation, next.function.kernel != nil else {
            return nil
        }
        return AffineOperation(
            input: input, output: next.output, kernel: kernel, bias: bias, activation: next.function)
    }

    private var columns: Int { kernel.shape[1] }
    private var inner: Int { kernel.shape[0] }

    func emitForward(into plan: inout PlanEmitter) {
        let rows = plan.batch * input.width / inner
        let result = plan.data(of: output)
        // The weighted sums have to stay only where the derivative is computed from them.
        let sums = keepsSums(plan) ? plan.auxiliary(of: output) : result
        plan.emit(
            AffineForward(
                product: Product(rows: rows, columns: columns, inner: inner),
                input: UnsafePointer(plan.data(of: input)),
                kernel: plan.parameter(kernel), bias: bias.map { plan.parameter($0) }, sums: sums, output: result,
                activation: activation.kernel ?? ck_identity, slope: activation.slope,
                hasActivation: activation != .identity))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        let rows = plan.batch * input.width / inner
        if activation != .identity, let kind = activation.kernel {
            let value = keepsSums(plan) ? plan.auxiliary(of: output) : plan.data(of: output)
            plan.emit(
                ActivationBackward(
                    output: gradient, gradient: UnsafePointer(gradient), value: UnsafePointer(value), kind: kind,
                    slope: activation.slope, count: plan.batch * output.width))
        }
        let kernelGradient = plan.claimGradient(of: kernel)
        let biasGradient = bias.flatMap { plan.claimGradient(of: $0) }
        if kernelGradient != nil || biasGradient != nil {
            plan.emit(
                AffineBackwardParameters(
                    product: Product(
                        rows: inner, columns: columns, inner: rows, leftTransposed: true,
                        accumulates: kernelGradient?.isFirst == false),
                    input: UnsafePointer(plan.data(of: input)), gradient: UnsafePointer(gradient),
                    kernelGradient: kernelGradient?.pointer, biasGradient: biasGradient?.pointer,
                    biasAccumulates: biasGradient?.isFirst == false ? 1 : 0))
        }
        guard let inputGradient = plan.claimGradient(of: input) else { return }
        let product = Product(
            rows: rows, columns: inner, inner: columns, rightTransposed: true, accumulates: !inputGradient.isFirst)
        plan.emit(
            AffineBackwardInput(
                product: product, gradient: UnsafePointer(gradient), kernel: plan.parameter(kernel),
                inputGradient: inputGradient.pointer, scratch: plan.scratch(product.scratchCount)))
    }

    private func keepsSums(_ plan: PlanEmitter) -> Bool { plan.isTraining && activation.derivativeNeedsInput }
}
