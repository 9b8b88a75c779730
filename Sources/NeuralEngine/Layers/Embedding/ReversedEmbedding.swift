/// How well a vector fits each row of an embedding's table: z = x Eᵀ (+ b). A language model's head that has no weights of its own.
///
/// ```swift
/// let gpt = try Sequential(inputShape: [64], seed: 1) {
///     TokenAndPositionEmbedding(vocabularySize: 96, sequenceLength: 64, embeddingDim: 128)
///     TransformerBlock(numHeads: 4, intermediateDim: 512, normalizeFirst: true, isCausal: true)
///     LayerNormalization()
///     ReversedEmbedding()                            // the scores of 96 tokens for each step
/// }
/// ```
///
/// Shape: `[batch, …, columns]` to `[batch, …, words]`, for a table E of `[words, columns]`; b is `[words]`. The table is one array that
/// is learned from both uses, and stands among the weights once, with the embedding. Scores are logits: a loss takes them with
/// `fromLogits: true`, or behind `Activation(.softmax)`.
///
/// It stands in a ``Sequential`` or ``Model`` itself, not within another layer. Source: Press and Wolf 2017, "Using the Output
/// Embedding to Improve Language Models" (weight tying); KerasHub's `ReversibleEmbedding` with `reverse=True`.
public struct ReversedEmbedding: Layer {
    /// The embedding whose table it uses; nil for the only one of the network.
    public let embedding: Shared?
    public let hasBias: Bool
    public let biasInitializer: Initializer
    /// E's shape, once the network is known.
    private var table: [Int] = []

    /// The table is that of the only embedding of the network.
    ///
    /// - Parameter bias: whether there is a b.
    public init(bias: Bool = false, biasInitializer: Initializer = .zeros) {
        embedding = nil
        hasBias = bias
        self.biasInitializer = biasInitializer
    }

    /// - Parameters:
    ///   - embedding: an ``Embedding`` or ``TokenAndPositionEmbedding`` that the network uses before: `let tokens = Shared(…)`.
    ///   - bias: whether there is a b.
    public init(of embedding: Shared, bias: Bool = false, biasInitializer: Initializer = .zeros) {
        self.embedding = embedding
        hasBias = bias
        self.biasInitializer = biasInitializer
    }

    public var kind: String { "ReversedEmbedding" }
    public var passesMask: Bool { true }
    public var code: String {
        let parts = [
            embedding.map { "of: \($0.code)" }, hasBias ? "bias: true" : nil,
            biasInitializer.code("biasInitializer", usual: .zeros),
        ]
        return "ReversedEmbedding(\(parts.compactMap { $0 }.joined(separator: ", ")))"
    }

    /// This head for a table of a shape.
    func tied(to table: [Int]) -> ReversedEmbedding {
        var copy = self
        copy.table = table
        return copy
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard table.count == 2 else {
            throw EngineError(
                .invalidArgument,
                "\(kind) stands in Sequential or Model itself: within another layer it cannot know of the embedding.")
        }
        guard inputShape.last == table[1] else {
            throw EngineError(
                .shapeMismatch,
                """
                \(kind) compares its input with rows of the embedding's table \(shapeText(table)), but is given \
                \(batchShapeText(inputShape)): the last axis has to be \(table[1]); put Dense(\(table[1])) in front.
                """)
        }
        return inputShape.dropLast() + [table[0]]
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        guard hasBias else { return [] }
        return [
            ParameterSpecification(
                name: "bias", shape: [table[0]], initializer: biasInitializer, fanIn: table[1], fanOut: table[0])
        ]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        // Its own parameters, and the table behind them.
        try graph.affine(
            input, transposedKernel: parameters[parameters.count - 1], bias: hasBias ? parameters[0] : nil)
    }
}
