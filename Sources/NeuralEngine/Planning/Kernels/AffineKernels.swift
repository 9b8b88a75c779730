import CKernels

/// sums = x W + b, y = f(sums).
struct AffineForward: PlanKernel {
    let product: Product
    let input: UnsafePointer<Float>
    let kernel: UnsafePointer<Float>
    let bias: UnsafePointer<Float>?
    let sums: UnsafeMutablePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let activation: ck_activation
    let slope: Float
    let hasActivation: Bool

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: AffineForward.self).pointee
            let product = step.product
            let kind = step.activation
            if kind == ck_relu, step.sums == step.output {
                product.run(step.input, step.kernel, into: step.output, bias: step.bias, rectifies: true)
                return
            }
            product.run(step.input, step.kernel, into: step.sums, bias: step.bias)
            if step.hasActivation {
                ck_activate(step.output, step.sums, kind, step.slope, product.rows * product.columns)
            }
        }
    }
}

/// dW (+)= xᵀ dz, db (+)= Σ rows of dz.
struct AffineBackwardParameters: PlanKernel {
    let product: Product
    let input: UnsafePointer<Float>
    let gradient: UnsafePointer<Float>
    let kernelGradient: UnsafeMutablePointer<Float>?
    let biasGradient: UnsafeMutablePointer<Float>?
    let biasAccumulates: Int32

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: AffineBackwardParameters.self).pointee
            if let kernel = step.kernelGradient { step.product.run(step.input, step.gradient, into: kernel) }
            if let bias = step.biasGradient {
                ck_column_sums(bias, step.gradient, step.product.inner, step.product.columns, step.biasAccumulates)
            }
        }
    }
}

/// dx (+)= dz Wᵀ.
struct AffineBackwardInput: PlanKernel {
    let product: Product
    let gradient: UnsafePointer<Float>
    let kernel: UnsafePointer<Float>
    let inputGradient: UnsafeMutablePointer<Float>
    let scratch: UnsafeMutablePointer<Float>

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: AffineBackwardInput.self).pointee
            step.product.run(step.gradient, step.kernel, into: step.inputGradient, scratch: step.scratch)
        }
    }
}
