/// Each row divided by the root of its mean square, then scaled: y = γ x / √(mean of x² + ε), over the last axis.
///
/// Shape: `[batch, …, features]`, unchanged; γ is `[features]`. Source: Zhang and Sennrich 2019, eq. 4; ε as in Keras.
public struct RMSNormalization: Layer, Hashable {
    public let epsilon: Double

    public init(epsilon: Double = 1e-6) { self.epsilon = epsilon }

    public var kind: String { "RMSNormalization" }
    public var code: String { epsilon == 1e-6 ? kind + "()" : kind + "(epsilon: \(codeText(epsilon)))" }
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try checkEpsilon(epsilon)
        return inputShape
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        normalizationParameters(features: inputShape.last ?? 1, scale: true, center: false)
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try graph.rmsNormalization(input, gamma: parameters[0], epsilon: epsilon)
    }
}
