/// result += factor · (λ₁ Σ|w| + λ₂ Σw²).
struct PenaltyForward: PlanKernel {
    let weights: UnsafePointer<Float>
    let result: UnsafeMutablePointer<Double>
    let l1: Float
    let l2: Float
    let factor: Double
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: PenaltyForward.self).pointee
            let weights = UnsafeBufferPointer(start: step.weights, count: step.count)
            step.result.pointee += step.factor * penalty(of: weights, l1: step.l1, l2: step.l2)
        }
    }
}

/// dw (+)= λ₁ sign(w) + 2 λ₂ w.
struct PenaltyBackward: PlanKernel {
    let weights: UnsafePointer<Float>
    let gradient: UnsafeMutablePointer<Float>
    let l1: Float
    let l2: Float
    let count: Int
    let accumulates: Bool

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: PenaltyBackward.self).pointee
            for index in 0..<step.count {
                let weight = step.weights[index]
                let sign: Float = weight > 0 ? 1 : weight < 0 ? -1 : 0
                let slope = step.l1 * sign + 2 * step.l2 * weight
                step.gradient[index] = step.accumulates ? step.gradient[index] + slope : slope
            }
        }
    }
}

/// result = 0, before the first of the penalties.
struct ResetResult: PlanKernel {
    let result: UnsafeMutablePointer<Double>

    static var entry: KernelEntry {
        { address in address.assumingMemoryBound(to: ResetResult.self).pointee.result.pointee = 0 }
    }
}

/// λ₁ Σ|w| + λ₂ Σw², summed in double precision.
func penalty(of weights: UnsafeBufferPointer<Float>, l1: Float, l2: Float) -> Double {
    var sizes = 0.0
    var squares = 0.0
    for weight in weights {
        sizes += Double(abs(weight))
        squares += Double(weight) * Double(weight)
    }
    return Double(l1) * sizes + Double(l2) * squares
}
