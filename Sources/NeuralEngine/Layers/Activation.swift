/// An activation function as a layer of its own.
///
/// Shape: unchanged, or half the last axis for ``ActivationFunction/glu``; functions of rows work over the last axis.
public struct Activation: Layer, Hashable {
    public let function: ActivationFunction

    public init(_ function: ActivationFunction) { self.function = function }

    public var kind: String { "Activation" }
    public var passesMask: Bool { true }
    public var code: String { "Activation(\(function.code))" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try function.outputShape(for: inputShape)
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) -> GraphValue {
        graph.activation(function, of: input)
    }
}
