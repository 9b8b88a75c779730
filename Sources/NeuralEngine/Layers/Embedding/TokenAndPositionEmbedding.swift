/// A row for each token and one for its place, added: y[t] = E[x[t]] + P[t]. The entrance of a GPT.
///
/// Shape: `[batch, time]` to `[batch, time, embeddingDim]`; E is `[vocabularySize, embeddingDim]`, P is
/// `[sequenceLength, embeddingDim]`. It is ``Embedding`` and ``PositionalEmbedding`` in one pass; after KerasHub's layer.
public struct TokenAndPositionEmbedding: Layer, Hashable {
    public let vocabularySize: Int
    /// The longest sequence.
    public let sequenceLength: Int
    public let embeddingDim: Int
    /// Whether steps with token 0 are padding.
    public let maskZero: Bool
    public let embeddingsInitializer: Initializer

    public init(
        vocabularySize: Int, sequenceLength: Int, embeddingDim: Int, maskZero: Bool = false,
        embeddingsInitializer: Initializer = .uniform(limit: 0.05)
    ) {
        self.vocabularySize = vocabularySize
        self.sequenceLength = sequenceLength
        self.embeddingDim = embeddingDim
        self.maskZero = maskZero
        self.embeddingsInitializer = embeddingsInitializer
    }

    public var kind: String { "TokenAndPositionEmbedding" }
    public var code: String {
        let parts = [
            "vocabularySize: \(vocabularySize)", "sequenceLength: \(sequenceLength)", "embeddingDim: \(embeddingDim)",
            maskZero ? "maskZero: true" : nil,
            embeddingsInitializer.code("embeddingsInitializer", usual: .uniform(limit: 0.05)),
        ]
        return "\(kind)(\(parts.compactMap { $0 }.joined(separator: ", ")))"
    }

    private var token: Embedding {
        Embedding(
            inputDim: vocabularySize, outputDim: embeddingDim, maskZero: maskZero,
            embeddingsInitializer: embeddingsInitializer)
    }
    private var position: PositionalEmbedding {
        PositionalEmbedding(sequenceLength: sequenceLength, initializer: embeddingsInitializer)
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard inputShape.count == 1 else {
            throw EngineError(
                .shapeMismatch,
                "An embedding of tokens and positions takes [batch, time], not \(batchShapeText(inputShape)).")
        }
        return try position.outputShape(for: token.outputShape(for: inputShape))
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        token.parameters(for: inputShape).map { $0.prefixed("token") }
            + position.parameters(for: inputShape + [embeddingDim]).map { $0.prefixed("position") }
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let output = try graph.embedding(input, table: parameters[0], positions: parameters[1])
        if maskZero { graph.setMask(graph.nonzeroMask(input), of: output) }
        return output
    }
}
