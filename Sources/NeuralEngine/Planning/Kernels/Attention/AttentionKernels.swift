import CKernels

/// Scaled dot-product attention of all heads of a batch.
struct AttentionForward: PlanKernel {
    let task: ck_attention

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: AttentionForward.self).pointee
            withUnsafePointer(to: step.task) { ck_attention_forward($0) }
        }
    }
}

/// Its gradients with respect to queries, keys and values.
struct AttentionBackward: PlanKernel {
    let task: ck_attention

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: AttentionBackward.self).pointee
            withUnsafePointer(to: step.task) { ck_attention_backward($0) }
        }
    }
}

/// y = residual + x W + b: the product is added to what the first pass has written.
struct ResidualAffineForward: PlanKernel {
    let product: Product
    let input: UnsafePointer<Float>
    let residual: UnsafePointer<Float>
    let kernel: UnsafePointer<Float>
    let bias: UnsafePointer<Float>?
    let output: UnsafeMutablePointer<Float>

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: ResidualAffineForward.self).pointee
            let product = step.product
            if let bias = step.bias {
                ck_add_row(step.output, step.residual, bias, product.rows, product.columns)
            } else {
                step.output.update(from: step.residual, count: product.rows * product.columns)
            }
            product.run(step.input, step.kernel, into: step.output)
        }
    }
}
