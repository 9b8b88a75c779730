/// y = x₁ − x₂.
///
/// Shape: the inputs have one shape, and so has the output.
public struct Subtract: MergingLayer, Hashable {
    public init() {}

    public var kind: String { "Subtract" }

    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] {
        try equalShape(shapes, count: 2)
    }

    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        try graph.subtract(inputs)
    }
}
