/// The same numbers of each sample under another shape: `[batch, 64]` to `[batch, 8, 8]`. Costs nothing.
public struct Reshape: Layer, Hashable {
    /// A sample's new shape, without the batch axis.
    public let shape: [Int]

    public init(_ shape: [Int]) { self.shape = shape }

    public var kind: String { "Reshape" }
    public var code: String { "Reshape(\(shapeText(shape)))" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard shape.allSatisfy({ $0 >= 1 }),
            try Tensor.scalarCount(of: shape, exists: true) == inputShape.reduce(1, *)
        else {
            throw EngineError(
                .shapeMismatch, "\(batchShapeText(inputShape)) cannot be reshaped to \(batchShapeText(shape)).")
        }
        return shape
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try graph.reshape(input, to: shape)
    }
}
