/// The inputs one behind the other along an axis: `[batch, 4]` and `[batch, 6]` to `[batch, 10]`.
public struct Concatenate: MergingLayer, Hashable {
    /// The axis, the batch's being 0; negative ones count from the last.
    public let axis: Int

    public init(axis: Int = -1) { self.axis = axis }

    public var kind: String { "Concatenate" }
    public var code: String { axis == -1 ? "Concatenate()" : "Concatenate(axis: \(axis))" }

    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] {
        guard let first = shapes.first else {
            throw EngineError(.shapeMismatch, "Concatenate takes 1 or more inputs, not 0.")
        }
        let place = try Self.place(of: axis, in: first)
        for shape in shapes {
            guard shape.count == first.count, shape.indices.allSatisfy({ $0 == place || shape[$0] == first[$0] }) else {
                throw EngineError(
                    .shapeMismatch,
                    """
                    Concatenate takes inputs that differ along axis \(axis) alone, but was given \
                    \(shapes.map(batchShapeText).joined(separator: " and ")).
                    """)
            }
        }
        var shape = first
        shape[place] = shapes.reduce(0) { $0 + $1[place] }
        return shape
    }

    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        try graph.concatenate(inputs, axis: Self.place(of: axis, in: inputs[0].shape))
    }

    /// The index into a sample's shape.
    private static func place(of axis: Int, in shape: [Int]) throws -> Int {
        let place = axis < 0 ? axis + shape.count : axis - 1
        guard shape.indices.contains(place) else {
            throw EngineError(
                .invalidArgument,
                """
                Concatenate's axis is \(axis), but \(batchShapeText(shape)) has the axes 1 to \(shape.count) (0 is the \
                batch's), or -\(shape.count) to -1.
                """)
        }
        return place
    }
}
