/// A part of a network: the shape it gives, the parameters it learns, and the operations it is made of.
///
/// Layers are descriptions, values without numbers: a network made from one holds its parameters. A layer of one's own says
/// its operations in ``build(_:parameters:in:)``; gradients and the plan follow from them.
public protocol Layer: Sendable {
    /// The name of its kind, as summaries and messages print it: `Dense`.
    var kind: String { get }

    /// A sample's shape behind this layer, for one in front of it (both without the batch axis).
    ///
    /// - Throws: ``EngineError`` when it cannot take such input, or was described with numbers that make no sense.
    func outputShape(for inputShape: [Int]) throws -> [Int]

    /// What it learns, for input of a shape that ``outputShape(for:)`` has accepted.
    func parameters(for inputShape: [Int]) -> [ParameterSpecification]

    /// Adds its operations and returns the value they end in, of the shape that ``outputShape(for:)`` gave.
    ///
    /// - Parameter parameters: one for each specification, in their order.
    func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue

    /// How the layer is written in Swift, for descriptions: `Dense(16, activation: .tanh)`.
    var code: String { get }
}

extension Layer {
    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] { [] }
    public var code: String { kind + "()" }
}
