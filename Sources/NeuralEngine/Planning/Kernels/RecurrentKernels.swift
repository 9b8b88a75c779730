import CKernels

/// All steps of a recurrent layer, forward.
struct RecurrentForward: PlanKernel {
    var layer: ck_recurrent

    static var entry: KernelEntry {
        { address in ck_recurrent_forward(address.assumingMemoryBound(to: ck_recurrent.self)) }
    }
}

/// All steps of a recurrent layer, backward, and the gradients of its weights.
struct RecurrentBackward: PlanKernel {
    var layer: ck_recurrent

    static var entry: KernelEntry {
        { address in ck_recurrent_backward(address.assumingMemoryBound(to: ck_recurrent.self)) }
    }
}

/// Factors of 0 where something is dropped, of 1 / (1 − rate) elsewhere.
struct DropoutFactors: PlanKernel {
    let output: UnsafeMutablePointer<Float>
    let threshold: UInt32
    let factor: Float
    let stream: UInt64
    /// The training's key of this step, drawn anew each time.
    let key: UnsafePointer<UInt64>
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: DropoutFactors.self).pointee
            step.output.update(repeating: 1, count: step.count)
            let key = step.key.pointee &+ step.stream &* 0x9E37_79B9_7F4A_7C15
            ck_dropout(step.output, UnsafePointer(step.output), step.threshold, step.factor, key, step.count)
        }
    }
}
