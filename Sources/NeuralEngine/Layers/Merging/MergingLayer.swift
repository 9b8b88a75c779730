/// A layer that joins several inputs into one: ``Add``, ``Concatenate``, … It writes the methods for lists of inputs; with
/// one input, it is asked with a list of one.
public protocol MergingLayer: Layer {}

extension MergingLayer {
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] { try outputShape(forInputs: [inputShape]) }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] { parameters(forInputs: [inputShape]) }

    public func parameters(forInputs shapes: [[Int]]) -> [ParameterSpecification] { [] }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try build(inputs: [input], parameters: parameters, in: graph)
    }
}

extension MergingLayer {
    /// The shape of all inputs.
    ///
    /// - Parameter count: how many inputs there have to be; any number from 1 when nil.
    /// - Throws: ``EngineError/Code/shapeMismatch`` with all shapes when they differ.
    func equalShape(_ shapes: [[Int]], count: Int? = nil) throws -> [Int] {
        guard let first = shapes.first, count == nil || shapes.count == count else {
            throw EngineError(
                .shapeMismatch, "\(kind) takes \(count.map(String.init) ?? "1 or more") inputs, not \(shapes.count).")
        }
        guard shapes.allSatisfy({ $0 == first }) else {
            throw EngineError(
                .shapeMismatch,
                """
                \(kind) takes inputs of one shape, but was given \(shapes.map(batchShapeText).joined(separator: " and ")); \
                a Dense or a 1 x 1 convolution on the shortcut makes them equal.
                """)
        }
        return first
    }
}
