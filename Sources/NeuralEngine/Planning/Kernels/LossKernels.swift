import CKernels

/// The sum of a loss's terms into `result`, its gradient into `gradient`.
struct LossKernel: PlanKernel {
    let prediction: UnsafePointer<Float>
    let target: UnsafePointer<Float>
    let gradient: UnsafeMutablePointer<Float>
    let result: UnsafeMutablePointer<Double>
    let kind: ck_loss
    let delta: Float
    let scale: Float
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: LossKernel.self).pointee
            step.result.pointee = ck_element_loss(
                step.gradient, step.prediction, step.target, step.kind, step.delta, step.scale, step.count)
        }
    }
}

/// Softmax and categorical cross entropy from logits: loss, probabilities and dz = (p − t) / rows at once.
struct SoftmaxLossKernel: PlanKernel {
    let logits: UnsafePointer<Float>
    let target: UnsafePointer<Float>
    let probability: UnsafeMutablePointer<Float>
    let gradient: UnsafeMutablePointer<Float>
    let result: UnsafeMutablePointer<Double>
    let scale: Float
    let rows: Int
    let columns: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: SoftmaxLossKernel.self).pointee
            step.result.pointee = ck_softmax_cross_entropy(
                step.gradient, step.probability, step.logits, step.target, step.scale, step.rows, step.columns)
        }
    }
}

/// Sigmoid and binary cross entropy from logits: loss, probabilities and dz = (p − t) / count at once.
struct SigmoidLossKernel: PlanKernel {
    let logits: UnsafePointer<Float>
    let target: UnsafePointer<Float>
    let probability: UnsafeMutablePointer<Float>
    let gradient: UnsafeMutablePointer<Float>
    let result: UnsafeMutablePointer<Double>
    let scale: Float
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: SigmoidLossKernel.self).pointee
            step.result.pointee = ck_sigmoid_cross_entropy(
                step.gradient, step.probability, step.logits, step.target, step.scale, step.count)
        }
    }
}

/// How many outputs agree with their targets.
struct MatchKernel: PlanKernel {
    let prediction: UnsafePointer<Float>
    let target: UnsafePointer<Float>
    let result: UnsafeMutablePointer<Double>
    let kind: ck_match
    let rows: Int
    let columns: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: MatchKernel.self).pointee
            step.result.pointee = Double(ck_matches(step.prediction, step.target, step.kind, step.rows, step.columns))
        }
    }
}
