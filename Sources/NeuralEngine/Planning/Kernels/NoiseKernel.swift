import CKernels

/// Normal noise added to values, or values and gradients multiplied with it.
struct NoiseKernel: PlanKernel {
    let input: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let multiplies: Bool
    let deviation: Float
    let stream: UInt64
    /// The training's key of this step, drawn anew each time.
    let key: UnsafePointer<UInt64>
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: NoiseKernel.self).pointee
            let key = step.key.pointee &+ step.stream &* 0x9E37_79B9_7F4A_7C15
            if step.multiplies {
                ck_multiply_noise(step.output, step.input, step.deviation, key, step.count)
            } else {
                ck_add_noise(step.output, step.input, step.deviation, key, step.count)
            }
        }
    }
}
