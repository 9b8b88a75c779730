import CKernels

/// y = f(kernel ∗ x + b), and where a maximum over windows without overlap follows, that of y: then y itself is never stored.
struct ConvolutionOperation: FusableOperation {
    let input: GraphValue
    let output: GraphValue
    let kernel: GraphParameter
    let bias: GraphParameter?
    let window: ConvolutionWindow
    let groups: Int
    /// Set by fusion, as the rest.
    var activation = ActivationFunction.identity
    var pool: Size2D = 1
    /// y's shape, that of the output unless there is pooling.
    var convolvedShape: [Int]

    var inputs: [GraphValue] { [input] }
    var parameters: [GraphParameter] { [kernel] + (bias.map { [$0] } ?? []) }
    private var isPooled: Bool { pool != 1 }

    func fused(with next: any Operation) -> (any Operation)? {
        guard !isPooled else { return nil }
        if let next = next as? ActivationOperation, next.function.kernel != nil, activation == .identity {
            return joined(output: next.output, activation: next.function, pool: 1)
        }
        // f of the largest is the largest f only where f never falls, and the choice has to be enough for the derivative.
        if let next = next as? MaxPoolingOperation, next.window.strides == next.window.size,
            next.window.padding == .valid, activation.neverFalls, !activation.derivativeNeedsInput,
            next.window.size.height * next.window.size.width <= 256
        {
            return joined(output: next.output, activation: activation, pool: next.window.size)
        }
        return nil
    }

    private func joined(output: GraphValue, activation: ActivationFunction, pool: Size2D) -> ConvolutionOperation {
        ConvolutionOperation(
            input: input, output: output, kernel: kernel, bias: bias, window: window, groups: groups,
            activation: activation, pool: pool, convolvedShape: convolvedShape)
    }

    func emitForward(into plan: inout PlanEmitter) {
        let shape = shape(plan)
        plan.emit(
            ConvolutionForward(
                shape: shape, output: plan.data(of: output),
                sums: keepsSums(plan) ? plan.auxiliary(of: output, 0) : nil,
                choice: isPooled && plan.isTraining ? choice(&plan) : nil, input: UnsafePointer(plan.data(of: input)),
                kernel: plan.parameter(kernel), bias: bias.map { plan.parameter($0) },
                activation: activation.kernel ?? ck_identity, slope: activation.slope,
                scratch: scratch(shape, ck_pass_forward, &plan)))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        let shape = shape(plan)
        // What the derivative is computed from; nothing where it is 1, so that the numbers need not be kept.
        let value =
            activation == .identity
            ? gradient : keepsSums(plan) ? plan.auxiliary(of: output, 0) : plan.data(of: output)
        let source = ConvolutionSource(
            gradient: UnsafePointer(gradient), value: UnsafePointer(value),
            choice: isPooled ? UnsafePointer(choice(&plan)) : nil, activation: activation.kernel ?? ck_identity,
            slope: activation.slope)
        if let kernelGradient = plan.claimGradient(of: kernel) {
            let biasGradient = bias.flatMap { plan.claimGradient(of: $0) }
            plan.emit(
                ConvolutionBackwardWeights(
                    shape: shape, source: source, input: UnsafePointer(plan.data(of: input)),
                    kernelGradient: kernelGradient.pointer, kernelAccumulates: kernelGradient.isFirst ? 0 : 1,
                    biasGradient: biasGradient?.pointer, biasAccumulates: biasGradient?.isFirst == false ? 1 : 0,
                    scratch: scratch(shape, ck_pass_weights, &plan)))
        }
        guard let target = plan.claimGradient(of: input) else { return }
        plan.emit(
            ConvolutionBackwardInput(
                shape: shape, source: source, target: target.pointer, accumulates: target.isFirst ? 0 : 1,
                kernel: plan.parameter(kernel), bias: nil, scratch: scratch(shape, ck_pass_input, &plan)))
    }

    private func keepsSums(_ plan: PlanEmitter) -> Bool { plan.isTraining && activation.derivativeNeedsInput }

    private func shape(_ plan: PlanEmitter) -> ck_convolution {
        let from = PictureShape(input.shape)
        let to = PictureShape(convolvedShape)
        return window.shape(
            batch: plan.batch, input: from.size, output: to.size, inputChannels: from.channels,
            outputChannels: to.channels, groups: groups, pool: pool)
    }

    /// The place of each window's largest number, a byte each.
    private func choice(_ plan: inout PlanEmitter) -> UnsafeMutablePointer<UInt8> {
        let bytes = plan.batch * output.width
        let memory = plan.auxiliary(of: output, 1, count: (bytes + 3) / 4)
        return UnsafeMutableRawPointer(memory).assumingMemoryBound(to: UInt8.self)
    }

    private func scratch(
        _ shape: ck_convolution, _ pass: ck_convolution_pass, _ plan: inout PlanEmitter
    ) -> UnsafeMutablePointer<Float> {
        var shape = shape
        return plan.scratch(ck_convolve_scratch(&shape, pass))
    }
}
