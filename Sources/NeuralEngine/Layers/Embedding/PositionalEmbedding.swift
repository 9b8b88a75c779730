/// A learned row for each place of a sequence, added to what stands there: y[t] = x[t] + P[t].
///
/// Shape: `[batch, time, features]`, unchanged; P is `[sequenceLength, features]`, and shorter sequences use its first rows.
///
/// Source: Gehring et al. 2017, section 3.1; as in BERT and GPT. KerasHub's `PositionEmbedding` gives P alone, to be added.
public struct PositionalEmbedding: Layer, Hashable {
    /// The longest sequence; the input's own length when nil.
    public let sequenceLength: Int?
    public let initializer: Initializer

    public init(sequenceLength: Int? = nil, initializer: Initializer = .glorotUniform) {
        self.sequenceLength = sequenceLength
        self.initializer = initializer
    }

    public var kind: String { "PositionalEmbedding" }
    public var code: String {
        let parts = [
            sequenceLength.map { "sequenceLength: \($0)" }, initializer.code("initializer", usual: .glorotUniform),
        ]
        return "PositionalEmbedding(\(parts.compactMap { $0 }.joined(separator: ", ")))"
    }
    public var passesMask: Bool { true }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try checkSequence(inputShape, layer: "A positional embedding")
        if let sequenceLength { try SizeLimits.check(sequenceLength, "sequenceLength", of: kind) }
        if let sequenceLength, sequenceLength < inputShape[0] {
            throw EngineError(
                .shapeMismatch,
                """
                A positional embedding for sequences of up to \(sequenceLength) steps was given \
                \(batchShapeText(inputShape)), \(inputShape[0]) steps.
                """)
        }
        return inputShape
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        let shape = [sequenceLength ?? inputShape[0], inputShape[1]]
        return [
            ParameterSpecification(
                name: "embeddings", shape: shape, initializer: initializer, fanIn: shape[0], fanOut: shape[1])
        ]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        try graph.addPositions(input, table: parameters[0])
    }
}

/// - Throws: ``EngineError/Code/shapeMismatch`` unless the shape is `[time, features]`.
func checkSequence(_ shape: [Int], layer: String) throws {
    guard shape.count == 2, shape.allSatisfy({ $0 >= 1 }) else {
        throw EngineError(
            .shapeMismatch, "\(layer) takes [batch, time, features], not \(batchShapeText(shape)).")
    }
}
