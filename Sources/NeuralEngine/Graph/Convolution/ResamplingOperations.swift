/// Zeros around a picture, or its edges cut off: `top` and `left` positions in front, negative ones cut.
struct ShiftOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let top: Int
    let left: Int

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            ShiftKernel(
                output: plan.data(of: output), outputSize: PictureShape(output.shape).kernelSize,
                input: UnsafePointer(plan.data(of: input)), inputSize: PictureShape(input.shape).kernelSize,
                batch: plan.batch, top: top, left: left, accumulates: 0))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        plan.emit(
            ShiftKernel(
                output: target.pointer, outputSize: PictureShape(input.shape).kernelSize,
                input: UnsafePointer(gradient), inputSize: PictureShape(output.shape).kernelSize, batch: plan.batch,
                top: -top, left: -left, accumulates: target.isFirst ? 0 : 1))
    }
}

/// A picture made larger by whole factors.
struct UpsamplingOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let factors: Size2D
    let interpolation: Interpolation

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            UpsamplingForward(
                output: plan.data(of: output), input: UnsafePointer(plan.data(of: input)), batch: plan.batch,
                size: PictureShape(input.shape).kernelSize, down: factors.height, across: factors.width,
                isBilinear: interpolation == .bilinear ? 1 : 0))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        plan.emit(
            UpsamplingBackward(
                target: target.pointer, accumulates: target.isFirst ? 0 : 1, gradient: UnsafePointer(gradient),
                batch: plan.batch, size: PictureShape(input.shape).kernelSize, down: factors.height,
                across: factors.width, isBilinear: interpolation == .bilinear ? 1 : 0))
    }
}

extension PictureShape {
    fileprivate var kernelSize: PictureSize {
        PictureSize(height: size.height, width: size.width, channels: channels)
    }
}
