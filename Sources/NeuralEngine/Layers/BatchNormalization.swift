/// Each channel brought to mean 0 and variance 1 over the batch, then scaled and shifted by numbers that are learned:
/// y = γ (x − μ) / √(σ² + ε) + β.
///
/// While training, μ and σ² are those of the batch over all axes but the last (σ² divides by the count), and moving averages
/// of them are kept: moving ← moving · momentum + new · (1 − momentum). Otherwise, and in `lossAndGradients`, μ and σ² are the
/// moving ones, so that an answer does not depend on what else is in the batch.
///
/// Shape: unchanged, `[batch, …, channels]`. Weights as in Keras: gamma, beta, movingMean, movingVariance, each `[channels]`;
/// the last two are not learned. (PyTorch's momentum is 1 − this one, and its moving variance divides by the count less one.)
/// Source: S. Ioffe and C. Szegedy, "Batch Normalization" (2015), algorithms 1 and 2.
public struct BatchNormalization: Layer, Hashable {
    public let momentum: Float
    public let epsilon: Float
    public let scale: Bool
    public let center: Bool
    public let gammaInitializer: Initializer
    public let betaInitializer: Initializer

    /// - Parameters:
    ///   - momentum: what the moving averages keep at each step, from 0 up to 1.
    ///   - epsilon: ε, above 0.
    ///   - center: whether there is a β.
    ///   - scale: whether there is a γ.
    public init(
        momentum: Float = 0.99, epsilon: Float = 1e-3, center: Bool = true, scale: Bool = true,
        betaInitializer: Initializer = .zeros, gammaInitializer: Initializer = .ones
    ) {
        self.momentum = momentum
        self.epsilon = epsilon
        self.scale = scale
        self.center = center
        self.gammaInitializer = gammaInitializer
        self.betaInitializer = betaInitializer
    }

    public var kind: String { "BatchNormalization" }

    public var code: String {
        let parts = [
            momentum == 0.99 ? nil : "momentum: \(compactText(Double(momentum)))",
            epsilon == 1e-3 ? nil : "epsilon: \(compactText(Double(epsilon)))", center ? nil : "center: false",
            scale ? nil : "scale: false", betaInitializer.code("betaInitializer", usual: .zeros),
            gammaInitializer.code("gammaInitializer", usual: .ones),
        ]
        return "BatchNormalization(\(parts.compactMap { $0 }.joined(separator: ", ")))"
    }

    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard momentum >= 0, momentum <= 1 else {
            throw EngineError(
                .invalidArgument, "\(kind)'s momentum is \(compactText(Double(momentum))), expected 0 to 1.")
        }
        guard epsilon > 0, epsilon.isFinite else {
            throw EngineError(
                .invalidArgument, "\(kind)'s epsilon is \(compactText(Double(epsilon))), expected more than 0.")
        }
        return inputShape
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        let channels = inputShape.last ?? 0
        func array(_ name: String, _ initializer: Initializer, isTrainable: Bool) -> ParameterSpecification {
            ParameterSpecification(
                name: name, shape: [channels], initializer: initializer, fanIn: channels, fanOut: channels,
                isTrainable: isTrainable)
        }
        return (scale ? [array("gamma", gammaInitializer, isTrainable: true)] : [])
            + (center ? [array("beta", betaInitializer, isTrainable: true)] : [])
            + [
                array("movingMean", .zeros, isTrainable: false),
                array("movingVariance", .ones, isTrainable: false),
            ]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try graph.batchNormalization(
            input, gamma: scale ? parameters[0] : nil, beta: center ? parameters[scale ? 1 : 0] : nil,
            movingMean: parameters[parameters.count - 2], movingVariance: parameters[parameters.count - 1],
            momentum: momentum, epsilon: epsilon)
    }
}
