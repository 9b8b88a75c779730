/// out (+)= A · B (+ bias).
struct ProductKernel: PlanKernel {
    let product: Product
    let left: UnsafePointer<Float>
    let right: UnsafePointer<Float>
    let bias: UnsafePointer<Float>?
    let output: UnsafeMutablePointer<Float>
    let scratch: UnsafeMutablePointer<Float>

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: ProductKernel.self).pointee
            step.product.run(step.left, step.right, into: step.output, bias: step.bias, scratch: step.scratch)
        }
    }
}
