/// The axes of each sample in another order: `Permute([2, 1])` makes `[batch, time, features]` of `[batch, features, time]`.
public struct Permute: Layer, Hashable {
    /// For each axis of the output the axis of the input that it was, counted from 1 (0 is the batch's).
    public let axes: [Int]

    public init(_ axes: [Int]) { self.axes = axes }

    public var kind: String { "Permute" }
    public var code: String { "Permute(\(shapeText(axes)))" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard axes.sorted() == Array(1...max(inputShape.count, 1)), axes.count == inputShape.count else {
            throw EngineError(
                .invalidArgument,
                """
                Permute's axes are \(shapeText(axes)), but \(batchShapeText(inputShape)) needs each of the axes 1 to \
                \(inputShape.count) once.
                """)
        }
        guard axes.count <= PermuteKernel.largestRank else {
            throw EngineError(
                .invalidArgument, "Permute works on up to \(PermuteKernel.largestRank) axes, not \(axes.count).")
        }
        return axes.map { inputShape[$0 - 1] }
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.permuted(input, axes: axes.map { $0 - 1 })
    }
}
