/// y = x₁ · x₂ · …, element by element: a gate.
///
/// Shape: the inputs have one shape, and so has the output.
public struct Multiply: MergingLayer, Hashable {
    public init() {}

    public var kind: String { "Multiply" }

    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] {
        try equalShape(shapes)
    }

    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        try graph.multiply(inputs)
    }
}
