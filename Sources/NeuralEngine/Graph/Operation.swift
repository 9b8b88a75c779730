/// A step of a network's graph, which knows the kernels of its forward and of its backward pass.
///
/// Operations exist while a plan is made; none is left when it runs. An operation asks the emitter for each pointer within the
/// call that uses it, and keeps none: from these requests the emitter learns how long an array is needed, and gives its memory
/// to others before and after.
protocol Operation: Sendable {
    var inputs: [GraphValue] { get }
    /// What it is known by; see ``outputs``.
    var output: GraphValue { get }
    /// All that it computes; ``output`` alone for most.
    var outputs: [GraphValue] { get }
    /// What it is learned by: where one of them is trained, its output needs a gradient.
    var parameters: [GraphParameter] { get }
    /// Adds the kernels that compute the output from the inputs.
    func emitForward(into plan: inout PlanEmitter)
    /// Adds the kernels that turn the output's gradient into those of inputs and parameters. The output's gradient is not
    /// needed afterwards and may be overwritten.
    func emitBackward(into plan: inout PlanEmitter)
}

extension Operation {
    var outputs: [GraphValue] { [output] }
    var parameters: [GraphParameter] { [] }
    /// Whether training changes one of its parameters.
    var isTrainable: Bool { parameters.contains(where: \.isTrainable) }
}
