/// A network as a list of operations in an order in which each finds its inputs computed.
struct Graph: Sendable {
    let inputs: [GraphValue]
    private(set) var outputs: [GraphValue]
    private(set) var operations: [any Operation]
    /// The layer that each operation came from.
    private(set) var layers: [String]

    /// Which steps of each output count, where it is a sequence with a mask.
    let outputMasks: [GraphValue?]

    init(inputs: [GraphValue], outputs: [GraphValue], builder: GraphBuilder) {
        outputMasks = outputs.map { builder.mask(of: $0) }
        self.inputs = inputs
        self.outputs = outputs
        operations = builder.operations
        layers = builder.layerOfOperation
    }

    /// The values whose gradients are needed: those that depend on a parameter that is learned, or on one of some inputs.
    ///
    /// - Parameters:
    ///   - inputs: the places of the inputs whose gradients are wanted.
    ///   - parameters: whether those of the parameters are.
    func valuesNeedingGradient(ofInputs inputs: Set<Int> = [], andParameters parameters: Bool = true) -> Set<Int> {
        var needed = Set(inputs.map { self.inputs[$0].id })
        for operation in operations
        where (parameters && operation.isTrainable) || operation.inputs.contains(where: { needed.contains($0.id) }) {
            needed.formUnion(operation.outputs.map(\.id))
        }
        return needed
    }

    /// The activation that makes a value, where nothing but the world outside uses that value.
    func activation(making value: GraphValue) -> ActivationOperation? {
        guard !operations.contains(where: { $0.inputs.contains(value) }), outputs.filter({ $0 == value }).count <= 1
        else {
            return nil
        }
        return operations.lazy.compactMap { $0 as? ActivationOperation }.first { $0.output == value }
    }

    /// This graph without the operation that makes a value: a loss does that one's work.
    func dropping(_ value: GraphValue) -> Graph {
        var graph = self
        guard let place = operations.firstIndex(where: { $0.output == value }) else { return self }
        graph.operations.remove(at: place)
        graph.layers.remove(at: place)
        return graph
    }

    /// This graph up to an operation, with another in that one's place, and with another output.
    func ending(at place: Int, with operation: any Operation, output: GraphValue) -> Graph {
        var graph = self
        graph.operations = operations[..<place] + [operation]
        graph.layers = Array(layers[...place])
        graph.outputs = [output]
        return graph
    }

    /// Joins operations with the one before them where that can do their work, and nothing else uses what lies between.
    ///
    /// - Parameter keeping: values that something outside of the graph looks at.
    func fused(keeping: Set<Int>) -> Graph {
        var uses: [Int: Int] = [:]
        for operation in operations { for input in operation.inputs { uses[input.id, default: 0] += 1 } }
        var graph = self
        graph.operations = []
        graph.layers = []
        for (operation, layer) in zip(operations, layers) {
            if let last = graph.operations.last as? any FusableOperation, operation.inputs == [last.output],
                uses[last.output.id] == 1, !keeping.contains(last.output.id), let joined = last.fused(with: operation)
            {
                graph.operations[graph.operations.count - 1] = joined
            } else {
                graph.operations.append(operation)
                graph.layers.append(layer)
            }
        }
        return graph
    }

    /// This graph fused, as a plan without losses takes it: each output has to be there in the end, also where one operation alone
    /// goes on from it.
    var planned: Graph { fused(keeping: Set(outputs.map(\.id))) }

    /// - Throws: ``EngineError/Code/notDifferentiable`` naming the layer, when a gradient would have to pass ``sign``.
    func checkTrainable(ofInputs inputs: Set<Int> = [], andParameters parameters: Bool = true) throws {
        let needed = valuesNeedingGradient(ofInputs: inputs, andParameters: parameters)
        for (operation, layer) in zip(operations, layers) {
            let part = (operation as? RepeatedOperation)?.operation ?? operation
            let activation = part as? ActivationOperation
            let stepwise =
                (part as? RecurrentOperation).flatMap { needed.contains($0.output.id) ? $0.stepwiseActivation : nil }
                ?? activation.flatMap { needed.contains($0.input.id) && $0.function.isStepwise ? $0.function : nil }
            guard let stepwise else { continue }
            throw EngineError(
                .notDifferentiable,
                """
                \(layer) uses the activation \(stepwise.name), whose derivative is 0 wherever it exists: no gradient reaches the weights \
                before it. Use tanh or sigmoid, smooth forms of it; or, for it in the last layer alone, the loss perceptron or \
                hinge, or RosenblattPerceptron.
                """)
        }
    }
}
