extension Model {
    /// The network's answers: `[batch, inputShape…]` to `[batch, outputShape…]`; a single sample gives a single answer. Dropout is
    /// off, also within a gradient, which passes it as it passes ``callAsFunction(_:training:seed:)``.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes; also when the network has several inputs or outputs.
    public func predict(_ features: Tensor) throws -> Tensor {
        try checkSingle("predict(inputs: […])")
        return try self(features, training: false)
    }

    /// As ``predict(_:)``, with a tensor for each input, `[batch, …]`, and one for each output.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` naming the input that does not fit.
    public func predict(inputs: [Tensor]) throws -> [Tensor] { try self(inputs: inputs, training: false) }

    /// The answers to constants, a part of the rows at a time.
    func predicted(_ inputs: [Tensor], rows: Int) throws -> [Tensor] {
        let graph = try graph(isTraining: false)
        let most = plans.inferenceBatch { inferenceBatch(of: graph) }
        return try answers(of: graph, inputs, rows: rows, most: most) { batch, body in
            let network = try planned(PlanKind(batch: batch, isTraining: false))
            defer { plans.put(network) }
            try body(network)
        }
    }

    /// The outputs of a graph other than its own, over this network's parameters and inputs.
    func run(_ graph: Graph, inputs: [Tensor]) throws -> [Tensor] {
        let rows = try batchSize(of: inputs)
        let answers = try answers(of: graph, inputs, rows: rows, most: inferenceBatch(of: graph)) { batch, body in
            try body(PlannedNetwork(PlanKind(batch: batch, isTraining: false), graph: graph, store: store))
        }
        return answers.map { Tensor.applying(OpaqueResult(name: "attentionWeights", result: $0), to: inputs) }
    }

    private func inferenceBatch(of graph: Graph) -> Int {
        Plan.inferenceBatch(graph: graph.planned, parameters: UnsafePointer(store.values))
    }

    /// - Parameter most: rows at a time.
    private func answers(
        of graph: Graph, _ inputs: [Tensor], rows: Int, most: Int,
        withPlan: (_ batch: Int, _ body: (PlannedNetwork) throws -> Void) throws -> Void
    ) throws -> [Tensor] {
        try graph.checkIndices(inputs.map(\.scalars), model: name)
        try checkMemory(
            for: graph.outputs.reduce(0) { $0 + $1.width } * rows, purpose: "The answers for \(rows) rows")
        var numbers = graph.outputs.map { [Float](repeating: 0, count: rows * $0.width) }
        for start in stride(from: 0, to: rows, by: most) {
            try withPlan(min(most, rows - start)) { network in
                network.load(inputs, from: start)
                try network.forward()
                for (index, output) in graph.outputs.enumerated() {
                    let (source, count) = (network.plan.outputs[index], network.kind.batch * output.width)
                    numbers[index].withUnsafeMutableBufferPointer { target in
                        guard let base = target.baseAddress else { return }
                        (base + start * output.width).update(from: source, count: count)
                    }
                }
            }
        }
        return zip(graph.outputs, numbers).map { Tensor(uncheckedShape: [rows] + $0.shape, scalars: $1) }
    }

    /// - Throws: ``EngineError/Code/shapeMismatch`` naming the call that takes lists, unless there is one input and one output.
    func checkSingle(_ other: String) throws {
        guard inputShapes.count == 1, structure.outputs.count == 1 else {
            throw EngineError(
                .shapeMismatch,
                """
                "\(name)" has \(inputShapes.count) inputs and \(structure.outputs.count) outputs: say \(other), which takes and \
                gives a list.
                """)
        }
    }

    /// The rows that the inputs have in common.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` naming the input that does not fit.
    func batchSize(of inputs: [Tensor]) throws -> Int {
        guard inputs.count == inputShapes.count else {
            throw EngineError(
                .shapeMismatch,
                "\"\(name)\" takes \(inputShapes.count) inputs, but \(inputs.count) tensors were given.")
        }
        for (index, (tensor, shape)) in zip(inputs, inputShapes).enumerated() {
            guard tensor.rank >= 1, Array(tensor.shape.dropFirst()) == shape else {
                let place = inputs.count > 1 ? "As input \(index), " : ""
                throw EngineError(
                    .shapeMismatch,
                    """
                    \(place)"\(name)" takes input of shape \(batchShapeText(shape)), but features of shape \
                    \(shapeText(tensor.shape)) were given.
                    """)
            }
            guard tensor.shape[0] == inputs[0].shape[0] else {
                throw EngineError(
                    .shapeMismatch,
                    """
                    Input 0 of "\(name)" has \(inputs[0].shape[0]) rows, input \(index) has \(tensor.shape[0]): every \
                    input holds one row for each example.
                    """)
            }
        }
        return inputs[0].shape[0]
    }
}
