/// All axes but the batch's made one: `[batch, 8, 8]` to `[batch, 64]`. Costs nothing: the numbers stay where they are.
public struct Flatten: Layer, Hashable {
    public init() {}

    public var kind: String { "Flatten" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] { [inputShape.reduce(1, *)] }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try graph.reshape(input, to: [input.shape.reduce(1, *)])
    }
}
