/// A part of a network: the shape it gives, the parameters it learns, and the operations it is made of.
///
/// Layers are descriptions, values without numbers: a network made from one holds its parameters. A layer of one's own says
/// its operations in ``build(_:parameters:in:)``; gradients and the plan follow from them. A layer that takes several inputs
/// (``Concatenate``, ``Add``) writes the methods for lists of them in place of those for one.
public protocol Layer: Sendable {
    /// The name of its kind, as summaries and messages print it: `Dense`.
    var kind: String { get }

    /// How the layer is written in Swift, for descriptions: `Dense(16, activation: .tanh)`.
    var code: String { get }

    /// Whether a mask over time (which steps of a sequence to skip) holds for its output as well; false when it uses the
    /// mask up or makes its own.
    var passesMask: Bool { get }

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

    /// As ``outputShape(for:)``, for several inputs.
    func outputShape(forInputs shapes: [[Int]]) throws -> [Int]

    /// As ``parameters(for:)``, for several inputs.
    func parameters(forInputs shapes: [[Int]]) -> [ParameterSpecification]

    /// As ``build(_:parameters:in:)``, for several inputs.
    func build(inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue
}

extension Layer {
    public var code: String { kind + "()" }
    public var passesMask: Bool { false }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] { [] }

    public func outputShape(forInputs shapes: [[Int]]) throws -> [Int] {
        guard shapes.count == 1 else {
            throw EngineError(
                .shapeMismatch,
                """
                \(kind) takes one input, but \(shapes.count) were given; join them first, with Concatenate or Add.
                """)
        }
        return try outputShape(for: shapes[0])
    }

    public func parameters(forInputs shapes: [[Int]]) -> [ParameterSpecification] {
        shapes.first.map { parameters(for: $0) } ?? []
    }

    public func build(
        inputs: [GraphValue], parameters: [GraphParameter], in graph: GraphBuilder
    ) throws -> GraphValue {
        try build(inputs[0], parameters: parameters, in: graph)
    }
}
