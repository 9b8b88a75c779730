/// An optimizer for weights that are tensors, or for a network: what a training loop written by hand steps with.
///
/// ```swift
/// var weights = [w1, b1, w2, b2]
/// let optimizer = try TensorOptimizer(.adam(learningRate: 0.01))
/// for _ in 0..<200 {
///     let (loss, gradients) = try valueWithGradient(at: weights) { w in
///         let hidden = try (x.matmul(w[0]) + w[1]).tanh()
///         return try meanSquaredError(hidden.matmul(w[2]) + w[3], t)
///     }
///     try optimizer.update(&weights, gradients)
/// }
/// ```
///
/// It remembers what its rule needs (Adam's means, momentum) for each tensor of the list, in the list's order, and so belongs to
/// one list of weights, or to one network; see ``update(_:_:)-(Model,_)``.
public final class TensorOptimizer {
    /// The rule.
    public let optimizer: Optimizer
    /// Epochs done, for schedules that count them: a loop counts it up.
    public var epochs = 0 {
        didSet { for state in states { state.epochs = epochs } }
    }
    private var states: [OptimizerState] = []
    private var shapes: [[Int]] = []
    /// The network's parameters and the memory for their gradients, once it has been one's.
    private var network: (store: ParameterStore, gradients: GradientStore)?

    /// - Throws: ``EngineError/Code/invalidArgument`` when a rate makes no sense, and for an average of the weights, which `fit`
    ///   alone knows when to take.
    public init(_ optimizer: Optimizer) throws {
        try optimizer.validate()
        guard optimizer.averageMomentum == nil else {
            throw EngineError(
                .invalidArgument, "averaged() is for fit; average the tensors of a training loop by hand.")
        }
        self.optimizer = optimizer
    }

    /// One step: changes the weights by their gradients.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when a gradient has not its weight's shape, or the list is not that of the
    ///   first step; ``EngineError/Code/notFinite`` when a gradient holds NaN or infinity. The weights are then unchanged.
    public func update(_ weights: inout [Tensor], _ gradients: [Tensor]) throws {
        try check(weights.map(\.shape), gradients.map(\.shape))
        try checkFinite(gradients)
        let gradients = optimizer.clipped(gradients)
        for index in weights.indices { step(&weights[index], gradients[index], state: index) }
    }

    /// One step of a network's weights by the gradients that ``valueWithGradient(at:of:)-(Network,_)`` gives: clipping, the rule and
    /// the layers' constraints, as `fit` does it. Weights that are not learned stay.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the gradients are not those of the network's weights, or it is not the
    ///   network of the first step; the weights are then unchanged. ``EngineError/Code/notFinite`` when a weight is not finite
    ///   afterwards.
    public func update(_ model: Model, _ gradients: [Tensor]) throws {
        let (store, flat) = try checkedNetwork(model, gradients)
        for (piece, gradient) in zip(store.pieces, gradients) where piece.isTrainable {
            gradient.scalars.withUnsafeBufferPointer { source in
                guard let base = source.baseAddress else { return }
                (flat.values + piece.offset).update(from: base, count: piece.count)
            }
        }
        states[0].clip(flat.values)
        let isFinite = states[0].step(store.values, gradients: flat.values)
        for part in model.constraints {
            part.constraint.apply(to: part.weights, rows: part.rows, columns: part.columns)
        }
        guard isFinite else {
            throw EngineError(
                .notFinite,
                """
                The weights of "\(model.name)" became NaN or infinite: the learning rate \
                \(compactText(states[0].lastRate)) may be too large, or a gradient was not finite.
                """)
        }
    }

    private func checkedNetwork(
        _ model: Model, _ gradients: [Tensor]
    ) throws -> (store: ParameterStore, gradients: GradientStore) {
        let own = model.store.pieces.map(\.shape)
        guard own == gradients.map(\.shape) else {
            throw EngineError(
                .shapeMismatch,
                """
                The weights of "\(model.name)" have shapes \(text(own)), but the gradients \(text(gradients.map(\.shape))): one of \
                each weight's shape.
                """)
        }
        if states.isEmpty {
            network = (model.store, try GradientStore(count: model.store.count))
            states = [try OptimizerState(optimizer, store: model.store)]
            states[0].epochs = epochs
        }
        guard let network, network.store === model.store else {
            throw EngineError(
                .invalidArgument,
                """
                This optimizer has learned about other weights than those of "\(model.name)": make one TensorOptimizer for each \
                network.
                """)
        }
        return network
    }

    /// One step of a single tensor.
    public func update(_ weight: inout Tensor, _ gradient: Tensor) throws {
        try check([weight.shape], [gradient.shape])
        try checkFinite([gradient])
        step(&weight, optimizer.clipped([gradient])[0], state: 0)
    }

    private func step(_ weight: inout Tensor, _ gradient: Tensor, state: Int) {
        weight.change { numbers in
            gradient.scalars.withUnsafeBufferPointer { slopes in
                guard let base = slopes.baseAddress else { return }
                states[state].step(numbers, gradients: base)
            }
        }
    }

    private func check(_ weights: [[Int]], _ gradients: [[Int]]) throws {
        guard weights == gradients else {
            throw EngineError(
                .shapeMismatch,
                "The weights have shapes \(text(weights)), but the gradients \(text(gradients)): one of each weight's shape."
            )
        }
        if states.isEmpty {
            states = try weights.map { shape in
                let count = shape.reduce(1, *)
                let part = OptimizerState.Part(offset: 0, count: count, isMatrix: shape.count >= 2)
                return try OptimizerState(optimizer, parts: [part], count: count)
            }
            for state in states { state.epochs = epochs }
            shapes = weights
        }
        guard weights == shapes, network == nil else {
            throw EngineError(
                .shapeMismatch,
                """
                This optimizer has learned about weights of shapes \(text(shapes)) and cannot go on with \(text(weights)): \
                make one TensorOptimizer for each list of weights.
                """)
        }
    }

    private func checkFinite(_ gradients: [Tensor]) throws {
        for (index, gradient) in gradients.enumerated() {
            guard let place = gradient.scalars.firstIndex(where: { !$0.isFinite }) else { continue }
            throw EngineError(
                .notFinite,
                """
                Step \(states[index].steps + 1): the gradient of weight \(index), of shape \(shapeText(gradient.shape)), holds \
                \(gradient.scalars[place]). The learning rate \(compactText(states[index].currentRate)) may be too large, or a \
                function has no slope where it was asked for one (the root or the logarithm of 0).
                """)
        }
    }

    private func text(_ shapes: [[Int]]) -> String { shapes.map(shapeText).joined(separator: ", ") }
}
