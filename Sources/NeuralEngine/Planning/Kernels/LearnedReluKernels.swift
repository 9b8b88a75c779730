import CKernels

/// y = x above zero, α x below.
struct LearnedReluForward: PlanKernel {
    let input: UnsafePointer<Float>
    let slopes: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let blocks: Int
    let width: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: LearnedReluForward.self).pointee
            ck_learned_relu(step.output, step.input, step.slopes, step.blocks, step.width)
        }
    }
}

/// dx = dy above zero, α dy below; dα = Σ x dy below.
struct LearnedReluBackward: PlanKernel {
    let gradient: UnsafePointer<Float>
    let input: UnsafePointer<Float>
    let slopes: UnsafePointer<Float>
    let inputGradient: UnsafeMutablePointer<Float>?
    let slopeGradient: UnsafeMutablePointer<Float>?
    let addsInput: Int32
    let addsSlopes: Int32
    let blocks: Int
    let width: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: LearnedReluBackward.self).pointee
            if let slopes = step.slopeGradient {
                ck_learned_relu_slopes(slopes, step.gradient, step.input, step.blocks, step.width, step.addsSlopes)
            }
            if let target = step.inputGradient {
                ck_learned_relu_backward(
                    target, step.gradient, step.input, step.slopes, step.blocks, step.width, step.addsInput)
            }
        }
    }
}
