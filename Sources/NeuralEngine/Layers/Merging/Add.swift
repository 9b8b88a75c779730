/// y = x₁ + x₂ + …, the joint of a residual network (He et al. 2016).
///
/// Shape: the inputs have one shape, and so has the output.
public struct Add: MergingLayer, Hashable {
    public init() {}

    public var kind: String { "Add" }

    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] {
        try equalShape(shapes)
    }

    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        try graph.add(inputs)
    }
}
