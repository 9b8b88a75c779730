extension Sequential {
    /// Rows that are worked on at a time: enough for full speed, few enough to stay in the processor's cache.
    static let inferenceBatch = 1024

    /// The network's answers: `[batch, inputShape…]` to `[batch, outputShape…]`; a single sample gives a single answer.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes.
    public func predict(_ features: Tensor) throws -> Tensor {
        if features.shape == inputShape {
            let one = Tensor(uncheckedShape: [1] + inputShape, scalars: features.scalars)
            return Tensor(uncheckedShape: outputShape, scalars: try predict(one).scalars)
        }
        guard features.rank >= 1, Array(features.shape.dropFirst()) == inputShape else {
            throw EngineError(
                .shapeMismatch,
                """
                "\(name)" takes input of shape \(batchShapeText(inputShape)), but features of shape \
                \(shapeText(features.shape)) were given.
                """)
        }
        let count = features.shape[0]
        guard count > 0 else { return Tensor(uncheckedShape: [0] + outputShape, scalars: []) }
        let graph = try graph(isTraining: false).fused(keeping: [])
        let inputs = inputShape.reduce(1, *)
        let outputs = outputShape.reduce(1, *)
        var plans = PlanCache { [store] batch in
            try Plan(
                graph: graph, head: nil, batch: batch, isTraining: false, parameters: UnsafePointer(store.values),
                gradients: nil)
        }
        var answers = [Float](repeating: 0, count: count * outputs)
        try features.scalars.withUnsafeBufferPointer { source in
            try answers.withUnsafeMutableBufferPointer { target in
                guard let source = source.baseAddress, let target = target.baseAddress else { return }
                for start in stride(from: 0, to: count, by: Self.inferenceBatch) {
                    try Interruption.check()
                    let rows = min(Self.inferenceBatch, count - start)
                    let plan = try plans.plan(batch: rows)
                    plan.input.update(from: source + start * inputs, count: rows * inputs)
                    plan.forward()
                    (target + start * outputs).update(from: plan.output, count: rows * outputs)
                }
            }
        }
        return Tensor(uncheckedShape: [count] + outputShape, scalars: answers)
    }

    /// As ``predict(_:)``: `try model(x)`.
    public func callAsFunction(_ features: Tensor) throws -> Tensor { try predict(features) }
}
