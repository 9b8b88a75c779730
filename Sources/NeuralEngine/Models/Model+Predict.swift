extension Model {
    /// Rows that are worked on at a time: enough for full speed, few enough to stay in the processor's cache.
    static let inferenceBatch = 1024

    /// The network's answers: `[batch, inputShape…]` to `[batch, outputShape…]`; a single sample gives a single answer.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes; also when the network has several inputs or outputs.
    public func predict(_ features: Tensor) throws -> Tensor {
        guard inputShapes.count == 1, structure.outputs.count == 1 else {
            throw EngineError(
                .shapeMismatch,
                """
                "\(name)" has \(inputShapes.count) inputs and \(structure.outputs.count) outputs: say \
                predict(inputs: […]), which takes and gives a list.
                """)
        }
        if features.shape == inputShape {
            let one = features.applying(Reshaping(shape: [1] + inputShape))
            return try predict(inputs: [one])[0].applying(Reshaping(shape: outputShape))
        }
        return try predict(inputs: [features])[0]
    }

    /// As ``predict(_:)``, with a tensor for each input, `[batch, …]`, and one for each output.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` naming the input that does not fit.
    public func predict(inputs: [Tensor]) throws -> [Tensor] {
        try run(graph(isTraining: false), inputs: inputs)
    }

    /// The outputs of a graph over this network's parameters and inputs.
    func run(_ graph: Graph, inputs: [Tensor]) throws -> [Tensor] {
        let count = try batchSize(of: inputs)
        try graph.checkIndices(inputs.map(\.scalars), model: name)
        let widths = inputShapes.map { $0.reduce(1, *) }
        let shapes = graph.outputs.map(\.shape)
        let outputWidths = shapes.map { $0.reduce(1, *) }
        guard count > 0 else { return shapes.map { Tensor(uncheckedShape: [0] + $0, scalars: []) } }
        let graph = graph.fused(keeping: [])
        var plans = PlanCache { [store] batch in
            try Plan(
                graph: graph, heads: [], batch: batch, isTraining: false, parameters: UnsafePointer(store.values),
                gradients: nil)
        }
        var answers = outputWidths.map { [Float](repeating: 0, count: count * $0) }
        for start in stride(from: 0, to: count, by: Self.inferenceBatch) {
            let rows = min(Self.inferenceBatch, count - start)
            let plan = try plans.plan(batch: rows)
            for (index, tensor) in inputs.enumerated() {
                tensor.scalars.withUnsafeBufferPointer { source in
                    guard let base = source.baseAddress else { return }
                    plan.inputs[index].update(from: base + start * widths[index], count: rows * widths[index])
                }
            }
            guard !Interruption.isRequested, plan.forward() else { throw EngineError(.interrupted, "Interrupted.") }
            for (index, width) in outputWidths.enumerated() {
                answers[index].withUnsafeMutableBufferPointer { target in
                    guard let base = target.baseAddress else { return }
                    (base + start * width).update(from: plan.outputs[index], count: rows * width)
                }
            }
        }
        return zip(shapes, answers).map { shape, numbers in
            let answer = Tensor(uncheckedShape: [count] + shape, scalars: numbers)
            return Tensor.applying(OpaqueResult(name: "predict", result: answer), to: inputs)
        }
    }

    private func batchSize(of inputs: [Tensor]) throws -> Int {
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

    /// As ``predict(_:)``: `try model(x)`.
    public func callAsFunction(_ features: Tensor) throws -> Tensor { try predict(features) }
}
