/// A network's plan without losses: numbers in, numbers out, and gradients back.
///
/// `@unchecked Sendable`: one owner at a time, who takes it from a ``PlanPool`` and gives it back.
final class PlannedNetwork: @unchecked Sendable {
    let kind: PlanKind
    let plan: Plan
    /// The parameters' gradients, there after the plan's `backward`; nil where they are not wanted.
    let gradients: GradientStore?
    /// Why no gradient could pass this network, where that is so.
    let obstacle: EngineError?
    /// The plan points into it.
    let store: ParameterStore

    /// - Throws: ``EngineError/Code/outOfMemory``.
    init(_ kind: PlanKind, graph: Graph, store: ParameterStore) throws {
        self.kind = kind
        self.store = store
        gradients = kind.wantsParameters ? try GradientStore(count: store.count) : nil
        var obstacle: EngineError?
        if kind.hasBackward {
            do {
                try graph.checkTrainable(ofInputs: kind.wantedInputs, andParameters: kind.wantsParameters)
            } catch let error as EngineError { obstacle = error }
        }
        self.obstacle = obstacle
        plan = try Plan(
            graph: graph.planned, heads: [], batch: kind.batch,
            isTraining: kind.hasBackward, parameters: UnsafePointer(store.values), gradients: gradients?.values,
            wantedInputs: kind.wantedInputs)
    }

    /// Floats that it keeps.
    var floatCount: Int { plan.workspaceCount + (gradients == nil ? 0 : store.count) }

    /// Copies a batch's rows of each input into the plan.
    ///
    /// - Parameters:
    ///   - inputs: `[rows, …]` each, of which the plan takes as many as its batch has.
    ///   - first: the first of these rows.
    func load(_ inputs: [Tensor], from first: Int = 0) {
        for (tensor, target) in zip(inputs, plan.inputs) {
            let width = tensor.count / max(tensor.shape[0], 1)
            tensor.scalars.withUnsafeBufferPointer { source in
                guard let base = source.baseAddress else { return }
                target.update(from: base + first * width, count: kind.batch * width)
            }
        }
    }

    /// Computes the outputs; it looks for an interrupt before.
    ///
    /// - Throws: ``EngineError/Code/interrupted``.
    func forward() throws {
        guard !Interruption.isRequested, plan.forward() else { throw EngineError(.interrupted, "Interrupted.") }
    }
}
