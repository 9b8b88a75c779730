// Gradients by the parameters of networks: of one, of two, of a network and a tensor, of any list of networks.

/// The gradient of a function by the parameters of a network: of a loss written by hand, say.
///
/// ```swift
/// let optimizer = try TensorOptimizer(.adam(learningRate: 0.01))
/// for _ in 0..<200 {
///     let (loss, gradients) = try valueWithGradient(at: model) { model in
///         try meanSquaredError(model(x), y) + model.penalty
///     }
///     try optimizer.update(model, gradients)
/// }
/// ```
///
/// The function gets the network under a name of its own, which is the one to call and to read ``Model/weights`` from: other names
/// for it are constants to the gradient. It may be called several times, and beside other networks; a gradient also passes a
/// network on the way to the tensors that it was called with. Unless it is told otherwise the network is training then, see
/// ``Model/callAsFunction(_:training:seed:)``.
///
/// - Parameters:
///   - function: gives a tensor of one number.
/// - Returns: the function's value, and a gradient for each of ``Model/weights``, in their order; zeros for those that are not
///   learned.
/// - Throws: what the function throws; ``EngineError/Code/shapeMismatch`` when its result is not one number;
///   ``EngineError/Code/notDifferentiable`` when its result does not depend on the parameters by tensor operations and calls of the
///   network, or a second derivative is taken through a network.
public func valueWithGradient<Network: Model>(
    at model: Network, of function: (Network) throws -> Tensor
) throws -> (value: Tensor, gradient: [Tensor]) {
    let (value, slopes, _) = try Differentiation.run([model]) { models, _ in try function(models[0]) }
    return (value, slopes[0])
}

/// As ``valueWithGradient(at:of:)-(Network,_)``, with the function in front.
public func valueWithGradient<Network: Model>(
    of function: (Network) throws -> Tensor, at model: Network
) throws -> (value: Tensor, gradient: [Tensor]) {
    try valueWithGradient(at: model, of: function)
}

/// The gradient alone of ``valueWithGradient(at:of:)-(Network,_)``.
public func gradient<Network: Model>(at model: Network, of function: (Network) throws -> Tensor) throws -> [Tensor] {
    try valueWithGradient(at: model, of: function).gradient
}

/// As ``gradient(at:of:)-(Network,_)``, with the function in front.
public func gradient<Network: Model>(of function: (Network) throws -> Tensor, at model: Network) throws -> [Tensor] {
    try valueWithGradient(at: model, of: function).gradient
}

/// The value of a function and its gradients by the parameters of two networks; see ``valueWithGradient(at:of:)-(Network,_)``.
public func valueWithGradient<First: Model, Second: Model>(
    at first: First, _ second: Second, of function: (First, Second) throws -> Tensor
) throws -> (value: Tensor, gradient: ([Tensor], [Tensor])) {
    let (value, slopes, _) = try Differentiation.run([first, second] as [Model]) { models, _ in
        try function(unsafeDowncast(models[0], to: First.self), unsafeDowncast(models[1], to: Second.self))
    }
    return (value, (slopes[0], slopes[1]))
}

/// The gradients alone of ``valueWithGradient(at:_:of:)-(First,Second,_)``.
public func gradient<First: Model, Second: Model>(
    at first: First, _ second: Second, of function: (First, Second) throws -> Tensor
) throws -> ([Tensor], [Tensor]) {
    try valueWithGradient(at: first, second, of: function).gradient
}

/// The value of a function and its gradients by the parameters of a network and by a tensor, such as a weight that stands outside
/// of the network; see ``valueWithGradient(at:of:)-(Network,_)``.
public func valueWithGradient<Network: Model>(
    at model: Network, _ argument: Tensor, of function: (Network, Tensor) throws -> Tensor
) throws -> (value: Tensor, gradient: ([Tensor], Tensor)) {
    let (value, slopes, others) = try Differentiation.run([model], [argument]) { try function($0[0], $1[0]) }
    return (value, (slopes[0], others[0]))
}

/// The gradients alone of ``valueWithGradient(at:_:of:)-(Network,Tensor,_)``.
public func gradient<Network: Model>(
    at model: Network, _ argument: Tensor, of function: (Network, Tensor) throws -> Tensor
) throws -> ([Tensor], Tensor) {
    try valueWithGradient(at: model, argument, of: function).gradient
}

/// The value of a function and its gradients by the parameters of several networks, one list for each; see
/// ``valueWithGradient(at:of:)-(Network,_)``.
public func valueWithGradient(
    at models: [Model], of function: ([Model]) throws -> Tensor
) throws -> (value: Tensor, gradient: [[Tensor]]) {
    let (value, slopes, _) = try Differentiation.run(models) { models, _ in try function(models) }
    return (value, slopes)
}

/// The gradients alone of ``valueWithGradient(at:of:)-([Model],_)``.
public func gradient(at models: [Model], of function: ([Model]) throws -> Tensor) throws -> [[Tensor]] {
    try valueWithGradient(at: models, of: function).gradient
}

extension Differentiation {
    /// The value of a function of networks and tensors, and its gradients by all of them.
    fileprivate static func run<Network: Model>(
        _ models: [Network], _ tensors: [Tensor] = [], _ function: ([Network], [Tensor]) throws -> Tensor
    ) throws -> (value: Tensor, models: [[Tensor]], tensors: [Tensor]) {
        let variables = models.flatMap { $0.learnedVariables }
        let (value, gradients) = try run(variables + tensors) { arguments in
            var rest = arguments[...]
            let recorded = models.map { model in
                type(of: model).init(model, variables: model.spread(&rest) { Tensor(shapeOnly: $0) })
            }
            return try function(recorded, Array(rest))
        }
        var rest = gradients[...]
        let slopes = models.map { model in
            model.spread(&rest) { Tensor(uncheckedShape: $0, scalars: Array(repeating: 0, count: $0.reduce(1, *))) }
        }
        return (value, slopes, Array(rest))
    }
}

extension Model {
    /// The variables of those parameters that are learned.
    fileprivate var learnedVariables: [Tensor] {
        store.pieces.indices.compactMap { store.pieces[$0].isTrainable ? variables[$0] : nil }
    }

    /// One tensor for each parameter: for those that are learned the next ones of a list, for the others what is made of their
    /// shapes.
    fileprivate func spread(_ learned: inout ArraySlice<Tensor>, others: ([Int]) -> Tensor) -> [Tensor] {
        store.pieces.map { $0.isTrainable ? learned.removeFirst() : others($0.shape) }
    }
}
