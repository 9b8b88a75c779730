/// A layer whose weights training leaves as they are: the trained part of a network that a new task builds on.
///
/// Gradients pass through it. Batch normalisation within it still renews its moving averages while training.
public struct Frozen: Layer {
    public let layer: any Layer

    public init(_ layer: some Layer) { self.layer = layer }

    public var kind: String { layer.kind }
    public var code: String { "Frozen(\(layer.code))" }
    public var passesMask: Bool { layer.passesMask }

    public func outputShape(for inputShape: [Int]) throws -> [Int] { try layer.outputShape(for: inputShape) }
    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        layer.parameters(for: inputShape).map { $0.frozen() }
    }
    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try layer.build(input, parameters: parameters, in: graph)
    }
    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] { try layer.outputShape(forInputs: shapes) }
    public func parameters(forInputs shapes: [[Int]]) -> [ParameterSpecification] {
        layer.parameters(forInputs: shapes).map { $0.frozen() }
    }
    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        try layer.build(inputs: inputs, parameters: parameters, in: graph)
    }
}
