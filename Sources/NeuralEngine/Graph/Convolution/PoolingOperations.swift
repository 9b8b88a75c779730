import CKernels

/// The largest number of each window, channel by channel.
struct MaxPoolingOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let window: ConvolutionWindow

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            MaxPoolingForward(
                shape: window.poolingShape(plan, input, output), output: plan.data(of: output),
                input: UnsafePointer(plan.data(of: input))))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        plan.emit(
            MaxPoolingBackward(
                shape: window.poolingShape(plan, input, output), target: target.pointer,
                accumulates: target.isFirst ? 0 : 1, gradient: UnsafePointer(gradient),
                output: UnsafePointer(plan.data(of: output)), input: UnsafePointer(plan.data(of: input))))
    }
}

/// The mean of each window, channel by channel; zeros beyond the edges do not count.
struct AveragePoolingOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let window: ConvolutionWindow

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            AveragePoolingForward(
                shape: window.poolingShape(plan, input, output), output: plan.data(of: output),
                input: UnsafePointer(plan.data(of: input))))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        plan.emit(
            AveragePoolingBackward(
                shape: window.poolingShape(plan, input, output), target: target.pointer,
                accumulates: target.isFirst ? 0 : 1, gradient: UnsafePointer(gradient)))
    }
}

/// The mean over the steps of a sequence that a mask keeps: `[batch, time, channels]` to `[batch, channels]`.
struct MaskedMeanOperation: Operation {
    let input: GraphValue
    let mask: GraphValue
    let output: GraphValue

    var inputs: [GraphValue] { [input, mask] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            MaskedMeanForward(
                output: plan.data(of: output), input: UnsafePointer(plan.data(of: input)),
                mask: UnsafePointer(plan.data(of: mask)), batch: plan.batch, steps: mask.width,
                channels: output.width))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        plan.emit(
            MaskedMeanBackward(
                target: target.pointer, accumulates: target.isFirst ? 0 : 1, gradient: UnsafePointer(gradient),
                mask: UnsafePointer(plan.data(of: mask)), batch: plan.batch, steps: mask.width,
                channels: output.width))
    }
}

extension ConvolutionWindow {
    fileprivate func poolingShape(_ plan: PlanEmitter, _ input: GraphValue, _ output: GraphValue) -> ck_convolution {
        let from = PictureShape(input.shape)
        return shape(
            batch: plan.batch, input: from.size, output: outputSize(for: from.size), inputChannels: from.channels,
            outputChannels: from.channels)
    }
}
