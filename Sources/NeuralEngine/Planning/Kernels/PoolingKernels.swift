import CKernels

/// The largest number of each window.
struct MaxPoolingForward: PlanKernel {
    var shape: ck_convolution
    let output: UnsafeMutablePointer<Float>
    let input: UnsafePointer<Float>

    static var entry: KernelEntry {
        { address in
            var step = address.assumingMemoryBound(to: MaxPoolingForward.self).pointee
            ck_max_pool(&step.shape, step.output, step.input)
        }
    }
}

/// Each window's gradient goes to the first of its largest numbers.
struct MaxPoolingBackward: PlanKernel {
    var shape: ck_convolution
    let target: UnsafeMutablePointer<Float>
    let accumulates: Int32
    let gradient: UnsafePointer<Float>
    let output: UnsafePointer<Float>
    let input: UnsafePointer<Float>

    static var entry: KernelEntry {
        { address in
            var step = address.assumingMemoryBound(to: MaxPoolingBackward.self).pointee
            ck_max_pool_backward(
                &step.shape, step.target, step.accumulates, step.gradient, step.output, step.input)
        }
    }
}

/// The mean of each window.
struct AveragePoolingForward: PlanKernel {
    var shape: ck_convolution
    let output: UnsafeMutablePointer<Float>
    let input: UnsafePointer<Float>

    static var entry: KernelEntry {
        { address in
            var step = address.assumingMemoryBound(to: AveragePoolingForward.self).pointee
            ck_average_pool(&step.shape, step.output, step.input)
        }
    }
}

/// Each window's gradient in equal shares.
struct AveragePoolingBackward: PlanKernel {
    var shape: ck_convolution
    let target: UnsafeMutablePointer<Float>
    let accumulates: Int32
    let gradient: UnsafePointer<Float>

    static var entry: KernelEntry {
        { address in
            var step = address.assumingMemoryBound(to: AveragePoolingBackward.self).pointee
            ck_average_pool_backward(&step.shape, step.target, step.accumulates, step.gradient)
        }
    }
}

/// The mean over the steps that a mask keeps.
struct MaskedMeanForward: PlanKernel {
    let output: UnsafeMutablePointer<Float>
    let input: UnsafePointer<Float>
    let mask: UnsafePointer<Float>
    let batch: Int
    let steps: Int
    let channels: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: MaskedMeanForward.self).pointee
            ck_masked_mean(step.output, step.input, step.mask, step.batch, step.steps, step.channels)
        }
    }
}

/// Equal shares of the gradient for the steps that a mask keeps, nothing for the others.
struct MaskedMeanBackward: PlanKernel {
    let target: UnsafeMutablePointer<Float>
    let accumulates: Int32
    let gradient: UnsafePointer<Float>
    let mask: UnsafePointer<Float>
    let batch: Int
    let steps: Int
    let channels: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: MaskedMeanBackward.self).pointee
            ck_masked_mean_backward(
                step.target, step.accumulates, step.gradient, step.mask, step.batch, step.steps, step.channels)
        }
    }
}
