/// The same numbers at each of `count` steps: `[batch, features]` to `[batch, count, features]`. What an encoder has made of a
/// sequence, for every step of a decoder.
public struct RepeatVector: Layer, Hashable {
    public let count: Int

    /// - Parameter count: how many steps, 1 or more.
    public init(_ count: Int) { self.count = count }

    public var kind: String { "RepeatVector" }
    public var code: String { "RepeatVector(\(count))" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard count >= 1 else {
            throw EngineError(.invalidArgument, "RepeatVector repeats 1 time or more, not \(count).")
        }
        try SizeLimits.check(count, "count", of: kind)
        guard inputShape.count == 1 else {
            throw EngineError(
                .shapeMismatch,
                "RepeatVector takes [batch, features], not \(batchShapeText(inputShape)); put Flatten() in front.")
        }
        return [count] + inputShape
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.repeated(input, count: count)
    }
}
