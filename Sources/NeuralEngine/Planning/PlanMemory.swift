/// The addresses that a plan's kernels point into.
struct PlanMemory {
    /// The workspace; scratch memory lies behind the arrays.
    var base: UnsafeMutablePointer<Float>
    var layout: WorkspaceLayout
    let parameters: UnsafePointer<Float>
    let gradients: UnsafeMutablePointer<Float>?
    let stepKey: UnsafePointer<UInt64>
    let results: UnsafeMutablePointer<Double>
}
