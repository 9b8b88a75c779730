/// y = (x₁ + x₂ + …) / n.
///
/// Shape: the inputs have one shape, and so has the output.
public struct Average: MergingLayer, Hashable {
    public init() {}

    public var kind: String { "Average" }

    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] {
        try equalShape(shapes)
    }

    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        try graph.average(inputs)
    }
}
