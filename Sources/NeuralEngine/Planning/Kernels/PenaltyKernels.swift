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
            var sizes = 0.0
            var squares = 0.0
            for index in 0..<step.count {
                let weight = Double(step.weights[index])
                sizes += abs(weight)
                squares += weight * weight
            }
            step.result.pointee += step.factor * (Double(step.l1) * sizes + Double(step.l2) * squares)
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
