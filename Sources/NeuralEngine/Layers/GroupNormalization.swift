/// Channels in groups, each group of each sample brought to mean 0 and variance 1 over all its positions, then scaled and
/// shifted: y = γ (x − mean) / √(variance + ε) + β.
///
/// Shape: `[batch, …, channels]`, unchanged; γ and β are `[channels]`. It does not depend on the size of the batch.
/// Source: Wu and He 2018, eqs. 1 and 7; groups and ε as in Keras.
public struct GroupNormalization: Layer, Hashable {
    /// How many groups; the channels divide among them evenly.
    public let groups: Int
    public let epsilon: Double
    /// Whether there is a β.
    public let center: Bool
    /// Whether there is a γ.
    public let scale: Bool

    public init(groups: Int = 32, epsilon: Double = 1e-3, center: Bool = true, scale: Bool = true) {
        self.groups = groups
        self.epsilon = epsilon
        self.center = center
        self.scale = scale
    }

    public var kind: String { "GroupNormalization" }
    public var passesMask: Bool { true }
    public var code: String {
        let parts = [
            "groups: \(groups)", epsilon == 1e-3 ? nil : "epsilon: \(codeText(epsilon))",
            center ? nil : "center: false", scale ? nil : "scale: false",
        ]
        return "GroupNormalization(" + parts.compactMap { $0 }.joined(separator: ", ") + ")"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try checkEpsilon(epsilon)
        guard groups >= 1 else {
            throw EngineError(.invalidArgument, "A group normalization has 1 group or more, not \(groups).")
        }
        guard let channels = inputShape.last, channels.isMultiple(of: groups) else {
            throw EngineError(
                .shapeMismatch,
                """
                The channels of \(batchShapeText(inputShape)) cannot be split into \(groups) equal groups; choose a divisor \
                of \(inputShape.last ?? 0).
                """)
        }
        return inputShape
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        normalizationParameters(features: inputShape.last ?? 1, scale: scale, center: center)
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try graph.groupNormalization(
            input, groups: groups, gamma: scale ? parameters.first : nil, beta: center ? parameters.last : nil,
            epsilon: epsilon)
    }
}
