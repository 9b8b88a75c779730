/// A layer that stands for another one: everything that it does not say itself is the other's.
public protocol WrappingLayer: Layer {
    var layer: any Layer { get }
}

extension Layer {
    /// The layer within all that only stands for it.
    var unwrapped: any Layer { (self as? any WrappingLayer)?.layer.unwrapped ?? self }

    /// What tells a ``Shared`` layer from others, also within another that stands for it.
    var sharedIdentity: ObjectIdentifier? {
        (self as? Shared).map(ObjectIdentifier.init) ?? (self as? any WrappingLayer)?.layer.sharedIdentity
    }
}

extension WrappingLayer {
    public var kind: String { layer.kind }
    public var passesMask: Bool { layer.passesMask }

    public func outputShape(for inputShape: [Int]) throws -> [Int] { try layer.outputShape(for: inputShape) }
    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] { try layer.outputShape(forInputs: shapes) }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] { layer.parameters(for: inputShape) }
    public func parameters(forInputs shapes: [[Int]]) -> [ParameterSpecification] {
        layer.parameters(forInputs: shapes)
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try layer.build(input, parameters: parameters, in: graph)
    }
    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        try layer.build(inputs: inputs, parameters: parameters, in: graph)
    }
}
