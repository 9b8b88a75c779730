/// A layer that is used at several places of a ``Model`` with the same weights: the two halves of a siamese network.
///
/// ```swift
/// let encoder = Shared(Dense(16, activation: .tanh))
/// let distance = Subtract()(encoder(first), encoder(second))
/// ```
public final class Shared: Layer {
    public let layer: any Layer

    public init(_ layer: some Layer) { self.layer = layer }

    public var kind: String { layer.kind }
    public var code: String { "Shared(\(layer.code))" }
    public var passesMask: Bool { layer.passesMask }

    public func outputShape(for inputShape: [Int]) throws -> [Int] { try layer.outputShape(for: inputShape) }
    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] { layer.parameters(for: inputShape) }
    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try layer.build(input, parameters: parameters, in: graph)
    }
    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] { try layer.outputShape(forInputs: shapes) }
    public func parameters(forInputs shapes: [[Int]]) -> [ParameterSpecification] {
        layer.parameters(forInputs: shapes)
    }
    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        try layer.build(inputs: inputs, parameters: parameters, in: graph)
    }
}
