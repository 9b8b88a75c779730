import CKernels

/// y = x · factor, with one factor for each channel of each sample; forward on values and backward on gradients alike.
struct ScaleChannels: PlanKernel {
    let input: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let factors: UnsafePointer<Float>
    let batch: Int
    let positions: Int
    let channels: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: ScaleChannels.self).pointee
            ck_scale_channels(step.output, step.input, step.factors, step.batch, step.positions, step.channels)
        }
    }
}
