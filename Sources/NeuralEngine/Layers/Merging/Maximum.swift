/// y = max(x₁, x₂, …), element by element. Where several are largest, each has the same part of the gradient.
///
/// Shape: the inputs have one shape, and so has the output.
public struct Maximum: MergingLayer, Hashable {
    public init() {}

    public var kind: String { "Maximum" }

    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] {
        try equalShape(shapes)
    }

    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        try graph.maximum(inputs)
    }
}
