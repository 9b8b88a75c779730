/// The addresses that a plan's kernels point into.
struct PlanMemory {
    /// The workspace; scratch memory lies behind the arrays.
    var base: UnsafeMutablePointer<Float>
    var layout: WorkspaceLayout
    let parameters: UnsafePointer<Float>
    let gradients: UnsafeMutablePointer<Float>?
    let stepKey: UnsafePointer<UInt64>
    let results: UnsafeMutablePointer<Double>

    /// Addresses for a walk that measures. Any serve for the workspace: nothing is read or written there.
    static func measuring(
        parameters: UnsafePointer<Float>, gradients: UnsafeMutablePointer<Float>?, stepKey: UnsafePointer<UInt64>,
        results: UnsafeMutablePointer<Double>
    ) -> PlanMemory {
        PlanMemory(
            base: UnsafeMutablePointer(mutating: parameters), layout: WorkspaceLayout([:]), parameters: parameters,
            gradients: gradients, stepKey: stepKey, results: results)
    }
}
