import CKernels

/// The sum of a loss's terms into `result`, its gradient beside.
struct LossKernel: PlanKernel {
    let call: LossCall
    let result: UnsafeMutablePointer<Double>

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: LossKernel.self)
            step.pointee.result.pointee = step.pointee.call.run()
        }
    }
}

/// The same with a weight for each row, or for each `span` rows.
struct WeightedLossKernel: PlanKernel {
    let call: LossCall
    let result: UnsafeMutablePointer<Double>
    let weights: UnsafePointer<Float>
    let span: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: WeightedLossKernel.self).pointee
            step.result.pointee = step.call.run(weights: step.weights, span: step.span)
        }
    }
}

/// Weights of rows from a mask over time: the steps that count share the weight of all, as in Keras, unless these are counted.
struct MaskWeights: PlanKernel {
    let mask: UnsafePointer<Float>
    /// Weights of samples, each for `span` rows; none for 1 each.
    let weights: UnsafePointer<Float>?
    let span: Int
    let output: UnsafeMutablePointer<Float>
    /// Where to write how many steps count; nil where they share the weight of all.
    let steps: UnsafeMutablePointer<Double>?
    let rows: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: MaskWeights.self).pointee
            var valid = 0.0
            for row in 0..<step.rows { valid += Double(step.mask[row]) }
            let share = step.steps == nil && valid > 0 ? Float(Double(step.rows) / valid) : 1
            step.steps?.pointee = valid
            for row in 0..<step.rows {
                step.output[row] = step.mask[row] * share * (step.weights?[row / step.span] ?? 1)
            }
        }
    }
}

/// out = factor · a + shift: targets with label smoothing.
struct LinearKernel: PlanKernel {
    let input: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let factor: Float
    let shift: Float
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: LinearKernel.self).pointee
            ck_linear(step.output, step.input, step.factor, step.shift, step.count)
        }
    }
}
