/// Each row brought to mean 0 and variance 1, then scaled and shifted: y = γ (x − mean) / √(variance + ε) + β, over the last axis.
///
/// Shape: `[batch, …, features]`, unchanged; γ and β are `[features]`. Unlike batch normalisation it works alike in training
/// and afterwards, and on one sample. Source: Ba, Kiros and Hinton 2016, eq. 4; ε as in Keras (PyTorch's is 1e-5).
public struct LayerNormalization: Layer, Hashable {
    public let epsilon: Double
    /// Whether there is a β.
    public let center: Bool
    /// Whether there is a γ.
    public let scale: Bool

    public init(epsilon: Double = 1e-3, center: Bool = true, scale: Bool = true) {
        self.epsilon = epsilon
        self.center = center
        self.scale = scale
    }

    public var kind: String { "LayerNormalization" }
    public var code: String {
        let parts = [
            epsilon == 1e-3 ? nil : "epsilon: \(codeText(epsilon))", center ? nil : "center: false",
            scale ? nil : "scale: false",
        ]
        return "LayerNormalization(" + parts.compactMap { $0 }.joined(separator: ", ") + ")"
    }
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try checkEpsilon(epsilon)
        return inputShape
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        normalizationParameters(features: inputShape.last ?? 1, scale: scale, center: center)
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try graph.layerNormalization(
            input, gamma: scale ? parameters.first : nil, beta: center ? parameters.last : nil, epsilon: epsilon)
    }
}

/// γ of ones and β of zeros.
func normalizationParameters(features: Int, scale: Bool, center: Bool) -> [ParameterSpecification] {
    func one(_ name: String, _ initializer: Initializer) -> ParameterSpecification {
        ParameterSpecification(name: name, shape: [features], initializer: initializer, fanIn: 1, fanOut: features)
    }
    return (scale ? [one("gamma", .ones)] : []) + (center ? [one("beta", .zeros)] : [])
}

/// - Throws: ``EngineError/Code/invalidArgument`` unless it is a number above 0.
func checkEpsilon(_ epsilon: Double) throws {
    guard epsilon > 0, epsilon.isFinite else {
        throw EngineError(
            .invalidArgument, "A normalization's epsilon is a small number above 0; \(compactText(epsilon)) was given.")
    }
}
