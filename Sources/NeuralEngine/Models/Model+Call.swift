extension Model {
    /// The network's answers, as a step within a function that a gradient is taken of, or on their own: `try model(x)`.
    ///
    /// ```swift
    /// let (loss, gradients) = try valueWithGradient(at: model) { model in
    ///     try meanSquaredError(model(x), y)
    /// }
    /// ```
    ///
    /// A gradient passes it to the parameters of a network that ``valueWithGradient(at:of:)-(Network,_)`` gave to its function, and to
    /// the features where these depend on what a gradient is taken by. The whole batch is worked on at once then.
    ///
    /// - Parameters:
    ///   - features: `[batch, inputShape…]`; a single sample gives a single answer.
    ///   - training: whether dropout drops and batch normalisation goes by the batch (and moves its averages). When nil, it does for
    ///     a network whose gradient is being taken, as in `fit`, and not for others, as in ``predict(_:)``.
    ///   - seed: what is dropped while training. When nil, each call draws anew: the n-th call on a network drops what the n-th
    ///     step of an unshuffled `fit` with the network's ``seed`` does.
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes; also when the network has several inputs or outputs.
    public func callAsFunction(_ features: Tensor, training: Bool? = nil, seed: UInt64? = nil) throws -> Tensor {
        try checkSingle("callAsFunction(inputs: […])")
        if features.shape == inputShape {
            let one = features.applying(Reshaping(shape: [1] + inputShape))
            return try self(inputs: [one], training: training, seed: seed)[0].applying(Reshaping(shape: outputShape))
        }
        return try self(inputs: [features], training: training, seed: seed)[0]
    }

    /// As the other, with a tensor for each input and one for each output: `let outputs = try model(inputs: [a, b])`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` naming the input that does not fit.
    public func callAsFunction(inputs: [Tensor], training: Bool? = nil, seed: UInt64? = nil) throws -> [Tensor] {
        let isTracked = variables.contains(where: \.isTracked)
        let isTraining = training ?? isTracked
        let wanted = Set(inputs.indices.filter { inputs[$0].isTracked })
        let rows = try batchSize(of: inputs)
        guard rows > 0, isTraining || isTracked || !wanted.isEmpty else { return try predicted(inputs, rows: rows) }
        try graph(isTraining: false).checkIndices(inputs.map(\.scalars), model: name)
        let kind = PlanKind(batch: rows, isTraining: isTraining, wantsParameters: isTracked, wantedInputs: wanted)
        let run = try NetworkRun(self, kind, inputs: inputs, seed: seed)
        let shapes = finalShapes.map { [rows] + $0 }
        let numbers = run.outputs(shapes: shapes)
        let result = Tensor(uncheckedShape: shapes.count == 1 ? shapes[0] : [numbers.count], scalars: numbers)
        let made = Tensor.applying(
            NetworkResult(run: run, result: result, outputShapes: shapes, inputShapes: inputs.map(\.shape)),
            to: inputs + variables)
        guard shapes.count > 1 else { return [made] }
        var start = 0
        return shapes.map { shape in
            let count = shape.reduce(1, *)
            defer { start += count }
            return made.applying(Slicing(start: [start], shape: [count])).applying(Reshaping(shape: shape))
        }
    }

    /// A plan that nobody uses, from the pool or new.
    ///
    /// - Throws: ``EngineError/Code/outOfMemory``.
    func planned(_ kind: PlanKind) throws -> PlannedNetwork {
        try plans.take(kind) ?? PlannedNetwork(kind, graph: graph(isTraining: kind.isTraining), store: store)
    }
}
