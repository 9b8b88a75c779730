/// A step of a network's graph, which knows the kernels of its forward and of its backward pass.
///
/// Operations exist while a plan is made; none is left when it runs.
protocol Operation: Sendable {
    var inputs: [GraphValue] { get }
    var output: GraphValue { get }
    /// Whether it has parameters, so that its output needs a gradient.
    var hasParameters: Bool { get }
    /// Adds the kernels that compute the output from the inputs.
    func emitForward(into plan: inout PlanEmitter)
    /// Adds the kernels that turn the output's gradient into those of inputs and parameters. The output's gradient is not
    /// needed afterwards and may be overwritten.
    func emitBackward(into plan: inout PlanEmitter)
}

extension Operation {
    var hasParameters: Bool { false }
}
