import CKernels

/// y = f(x).
struct ActivationForward: PlanKernel {
    let input: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let kind: ck_activation
    let slope: Float
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: ActivationForward.self).pointee
            ck_activate(step.output, step.input, step.kind, step.slope, step.count)
        }
    }
}

/// dx = dy · f′, with f′ from f's output or input.
struct ActivationBackward: PlanKernel {
    let output: UnsafeMutablePointer<Float>
    let gradient: UnsafePointer<Float>
    let value: UnsafePointer<Float>
    let kind: ck_activation
    let slope: Float
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: ActivationBackward.self).pointee
            ck_activate_backward(step.output, step.gradient, step.value, step.kind, step.slope, step.count)
        }
    }
}

/// Softmax of each row.
struct SoftmaxForward: PlanKernel {
    let input: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let rows: Int
    let columns: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: SoftmaxForward.self).pointee
            ck_softmax(step.output, step.input, step.rows, step.columns)
        }
    }
}

/// dx = p (dy − Σ p dy) for each row.
struct SoftmaxBackward: PlanKernel {
    let output: UnsafeMutablePointer<Float>
    let gradient: UnsafePointer<Float>
    let probability: UnsafePointer<Float>
    let rows: Int
    let columns: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: SoftmaxBackward.self).pointee
            ck_softmax_backward(step.output, step.gradient, step.probability, step.rows, step.columns)
        }
    }
}

/// y = f(x) for the functions of rows and those of several numbers.
struct FunctionForward: PlanKernel {
    let input: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let function: ActivationFunction
    let rows: Int
    let columns: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: FunctionForward.self).pointee
            step.function.apply(step.output, step.input, rows: step.rows, columns: step.columns)
        }
    }
}

/// dx from dy for the same functions.
struct FunctionBackward: PlanKernel {
    let output: UnsafeMutablePointer<Float>
    let gradient: UnsafePointer<Float>
    let value: UnsafePointer<Float>
    let function: ActivationFunction
    let rows: Int
    let columns: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: FunctionBackward.self).pointee
            step.function.applyBackward(
                step.output, gradient: step.gradient, value: step.value, rows: step.rows, columns: step.columns)
        }
    }
}

/// The gated linear unit's backward pass, whose gradient is twice as wide as its output's.
struct GateBackward: PlanKernel {
    let output: UnsafeMutablePointer<Float>
    let gradient: UnsafePointer<Float>
    let input: UnsafePointer<Float>
    let rows: Int
    let columns: Int
    let accumulates: Int32

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: GateBackward.self).pointee
            ck_gate_backward(step.output, step.gradient, step.input, step.rows, step.columns, step.accumulates)
        }
    }
}

/// target += source: the second and later contributions to a gradient.
struct Accumulate: PlanKernel {
    let target: UnsafeMutablePointer<Float>
    let source: UnsafePointer<Float>
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: Accumulate.self).pointee
            ck_add(step.target, UnsafePointer(step.target), step.source, step.count)
        }
    }
}

/// Dropout, forward on values and backward on gradients alike.
struct DropoutKernel: PlanKernel {
    let input: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let threshold: UInt32
    let factor: Float
    let stream: UInt64
    /// The training's key of this step, drawn anew each time.
    let key: UnsafePointer<UInt64>
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: DropoutKernel.self).pointee
            let key = step.key.pointee &+ step.stream &* 0x9E37_79B9_7F4A_7C15
            ck_dropout(step.output, step.input, step.threshold, step.factor, key, step.count)
        }
    }
}
