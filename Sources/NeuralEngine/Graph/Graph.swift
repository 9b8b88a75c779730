/// A network as a list of operations in an order in which each finds its inputs computed.
struct Graph: Sendable {
    let input: GraphValue
    let output: GraphValue
    private(set) var operations: [any Operation]
    /// The layer that each operation came from.
    private(set) var layers: [String]

    init(input: GraphValue, output: GraphValue, builder: GraphBuilder) {
        self.input = input
        self.output = output
        operations = builder.operations
        layers = builder.layerOfOperation
    }

    /// The values whose gradients are needed: those that depend on a parameter.
    var valuesNeedingGradient: Set<Int> {
        var needed: Set<Int> = []
        for operation in operations
        where operation.hasParameters || operation.inputs.contains(where: { needed.contains($0.id) }) {
            needed.insert(operation.output.id)
        }
        return needed
    }

    /// The activation that makes the output, if the last operation is one.
    var lastActivation: ActivationOperation? {
        guard let last = operations.last as? ActivationOperation, last.output == output else { return nil }
        return last
    }

    /// This graph without its last operation: the loss does that one's work.
    func droppingLast() -> Graph {
        var graph = self
        graph.operations.removeLast()
        graph.layers.removeLast()
        return graph
    }

    /// Joins each element-wise activation with the affine operation before it, where nothing else uses the sums.
    ///
    /// - Parameter keeping: values that something outside of the graph looks at.
    func fused(keeping: Set<Int>) -> Graph {
        var uses: [Int: Int] = [:]
        for operation in operations { for input in operation.inputs { uses[input.id, default: 0] += 1 } }
        var graph = self
        graph.operations = []
        graph.layers = []
        for (operation, layer) in zip(operations, layers) {
            if let activation = operation as? ActivationOperation, activation.function.kernel != nil,
                let affine = graph.operations.last as? AffineOperation, affine.activation == .identity,
                affine.output == activation.input, uses[activation.input.id] == 1,
                !keeping.contains(activation.input.id)
            {
                graph.operations[graph.operations.count - 1] = AffineOperation(
                    input: affine.input, output: activation.output, kernel: affine.kernel, bias: affine.bias,
                    activation: activation.function)
            } else {
                graph.operations.append(operation)
                graph.layers.append(layer)
            }
        }
        return graph
    }

    /// - Throws: ``EngineError/Code/notDifferentiable`` naming the layer, when a gradient would have to pass ``sign``.
    func checkTrainable() throws {
        let needed = valuesNeedingGradient
        for (operation, layer) in zip(operations, layers) {
            guard let activation = operation as? ActivationOperation, activation.function == .sign,
                needed.contains(activation.input.id)
            else { continue }
            throw EngineError(
                .notDifferentiable,
                """
                \(layer) uses the activation sign, whose derivative is 0 wherever it exists: no gradient reaches the weights \
                before it. Use tanh, a smooth form of it; or, for sign in the last layer alone, the loss perceptron or \
                hinge, or RosenblattPerceptron.
                """)
        }
    }
}
