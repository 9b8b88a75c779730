import CKernels

/// The transpose of a convolution: y is what would give x's shape, and x is spread over it.
struct TransposedConvolutionOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    /// `[height, width, output channels, input channels]`.
    let kernel: GraphParameter
    let bias: GraphParameter?
    /// The window of the convolution that leads from the output's shape back to the input's.
    let window: ConvolutionWindow

    var inputs: [GraphValue] { [input] }
    var parameters: [GraphParameter] { [kernel] + (bias.map { [$0] } ?? []) }

    func emitForward(into plan: inout PlanEmitter) {
        let shape = shape(plan)
        plan.emit(
            ConvolutionBackwardInput(
                shape: shape, source: .plain(UnsafePointer(plan.data(of: input))), target: plan.data(of: output),
                accumulates: 0, kernel: plan.parameter(kernel), bias: bias.map { plan.parameter($0) },
                scratch: scratch(shape, ck_pass_input, extra: 0, &plan)))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        let shape = shape(plan)
        if let kernelGradient = plan.claimGradient(of: kernel) {
            plan.emit(
                ConvolutionBackwardWeights(
                    shape: shape, source: .plain(UnsafePointer(plan.data(of: input))), input: UnsafePointer(gradient),
                    kernelGradient: kernelGradient.pointer, kernelAccumulates: kernelGradient.isFirst ? 0 : 1,
                    biasGradient: nil, biasAccumulates: 0,
                    scratch: scratch(shape, ck_pass_weights, extra: 0, &plan)))
        }
        if let bias, let target = plan.claimGradient(of: bias) {
            plan.emit(
                ChannelSums(
                    target: target.pointer, source: UnsafePointer(gradient),
                    rows: plan.batch * output.width / bias.count, channels: bias.count,
                    accumulates: target.isFirst ? 0 : 1))
        }
        guard let target = plan.claimGradient(of: input) else { return }
        // A second contribution is made beside the first, and then added.
        let count = target.isFirst ? 0 : plan.batch * input.width
        let memory = scratch(shape, ck_pass_forward, extra: count, &plan)
        let made = target.isFirst ? target.pointer : memory
        plan.emit(
            ConvolutionForward(
                shape: shape, output: made, sums: nil, choice: nil, input: UnsafePointer(gradient),
                kernel: plan.parameter(kernel), bias: nil, activation: ck_identity, slope: 1,
                scratch: memory + ((count + 15) & ~15)))
        if !target.isFirst {
            plan.emit(Accumulate(target: target.pointer, source: UnsafePointer(made), count: count))
        }
    }

    private func shape(_ plan: PlanEmitter) -> ck_convolution {
        let from = PictureShape(output.shape)
        let to = PictureShape(input.shape)
        return window.shape(
            batch: plan.batch, input: from.size, output: to.size, inputChannels: from.channels,
            outputChannels: to.channels)
    }

    private func scratch(
        _ shape: ck_convolution, _ pass: ck_convolution_pass, extra: Int, _ plan: inout PlanEmitter
    ) -> UnsafeMutablePointer<Float> {
        var shape = shape
        return plan.scratch(((extra + 15) & ~15) + ck_convolve_scratch(&shape, pass))
    }
}
