import CKernels

/// Mean and √(variance + ε) of each channel of a batch, and a step of their moving averages.
struct BatchMoments: PlanKernel {
    let mean: UnsafeMutablePointer<Float>
    let deviation: UnsafeMutablePointer<Float>
    let movingMean: UnsafeMutablePointer<Float>
    let movingVariance: UnsafeMutablePointer<Float>
    let input: UnsafePointer<Float>
    let momentum: Float
    let epsilon: Float
    let rows: Int
    let channels: Int
    let scratch: UnsafeMutablePointer<Float>

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: BatchMoments.self).pointee
            ck_batch_moments(
                step.mean, step.deviation, step.movingMean, step.movingVariance, step.input, step.momentum,
                step.epsilon, step.rows, step.channels, step.scratch)
        }
    }
}

/// √(variance + ε).
struct Deviations: PlanKernel {
    let output: UnsafeMutablePointer<Float>
    let variance: UnsafePointer<Float>
    let epsilon: Float
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: Deviations.self).pointee
            ck_deviations(step.output, step.variance, step.epsilon, step.count)
        }
    }
}

/// y = (x − mean) / deviation · scale + shift.
struct BatchNormalizationForward: PlanKernel {
    let output: UnsafeMutablePointer<Float>
    let input: UnsafePointer<Float>
    let mean: UnsafePointer<Float>
    let deviation: UnsafePointer<Float>
    let scale: UnsafePointer<Float>?
    let shift: UnsafePointer<Float>?
    let rows: Int
    let channels: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: BatchNormalizationForward.self).pointee
            ck_batch_normalize(
                step.output, step.input, step.mean, step.deviation, step.scale, step.shift, step.rows, step.channels)
        }
    }
}

/// The gradients of x, scale and shift.
struct BatchNormalizationBackward: PlanKernel {
    let inputGradient: UnsafeMutablePointer<Float>?
    let inputAccumulates: Int32
    let scaleGradient: UnsafeMutablePointer<Float>?
    let scaleAccumulates: Int32
    let shiftGradient: UnsafeMutablePointer<Float>?
    let shiftAccumulates: Int32
    let gradient: UnsafePointer<Float>
    let input: UnsafePointer<Float>
    let mean: UnsafePointer<Float>
    let deviation: UnsafePointer<Float>
    let scale: UnsafePointer<Float>?
    let dependsOnBatch: Int32
    let rows: Int
    let channels: Int
    let scratch: UnsafeMutablePointer<Float>

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: BatchNormalizationBackward.self).pointee
            ck_batch_normalize_backward(
                step.inputGradient, step.inputAccumulates, step.scaleGradient, step.scaleAccumulates,
                step.shiftGradient, step.shiftAccumulates, step.gradient, step.input, step.mean, step.deviation,
                step.scale, step.dependsOnBatch, step.rows, step.channels, step.scratch)
        }
    }
}
