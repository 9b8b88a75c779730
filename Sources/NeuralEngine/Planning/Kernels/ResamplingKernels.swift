import CKernels

/// A picture's lengths, as plain numbers.
struct PictureSize: BitwiseCopyable {
    let height: Int
    let width: Int
    let channels: Int
}

/// output[r][c] (+)= input[r − top][c − left], zeros outside.
struct ShiftKernel: PlanKernel {
    let output: UnsafeMutablePointer<Float>
    let outputSize: PictureSize
    let input: UnsafePointer<Float>
    let inputSize: PictureSize
    let batch: Int
    let top: Int
    let left: Int
    let accumulates: Int32

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: ShiftKernel.self).pointee
            ck_shift_pictures(
                step.output, step.outputSize.height, step.outputSize.width, step.input, step.inputSize.height,
                step.inputSize.width, step.inputSize.channels, step.batch, step.top, step.left, step.accumulates)
        }
    }
}

/// A picture made larger.
struct UpsamplingForward: PlanKernel {
    let output: UnsafeMutablePointer<Float>
    let input: UnsafePointer<Float>
    let batch: Int
    let size: PictureSize
    let down: Int
    let across: Int
    let isBilinear: Int32

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: UpsamplingForward.self).pointee
            ck_upsample(
                step.output, step.input, step.batch, step.size.height, step.size.width, step.size.channels, step.down,
                step.across, step.isBilinear)
        }
    }
}

/// The gradients of a larger picture's numbers, added where they came from.
struct UpsamplingBackward: PlanKernel {
    let target: UnsafeMutablePointer<Float>
    let accumulates: Int32
    let gradient: UnsafePointer<Float>
    let batch: Int
    let size: PictureSize
    let down: Int
    let across: Int
    let isBilinear: Int32

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: UpsamplingBackward.self).pointee
            ck_upsample_backward(
                step.target, step.accumulates, step.gradient, step.batch, step.size.height, step.size.width,
                step.size.channels, step.down, step.across, step.isBilinear)
        }
    }
}
