/// A network that has learned which token follows, with the tokenizer of its text: it continues texts.
///
/// ```swift
/// let (train, test) = try Dataset.text(Texts.quijote(), length: 64, stride: 16, validation: 0.1)
/// let gpt = try Sequential.gpt(vocabularySize: 69, contextLength: 64)
/// try gpt.fit(train, loss: .sparseCategoricalCrossEntropy, epochs: 10, batchSize: 32, validation: test)
/// let writer = try LanguageModel(gpt, of: train)
/// print(try writer.generate("En un lugar", count: 200, temperature: 0.8, topK: 10, seed: 1))
/// ```
///
/// The network gives a row of scores for each step, `[batch, time]` to `[batch, time, vocabulary]`, and no step sees later ones:
/// a GPT (``Sequential/gpt(vocabularySize:contextLength:embeddingDim:numHeads:numBlocks:intermediateDim:dropout:seed:name:)``), or
/// recurrent layers with `returnSequences`.
public struct LanguageModel: Sendable {
    public let network: Model
    public let tokenizer: any Tokenizer
    /// How many tokens the network was trained to see at once.
    public let contextLength: Int
    /// Whether the network ends in probabilities; in scores (logits) otherwise.
    private let givesProbabilities: Bool

    /// - Throws: ``EngineError/Code/shapeMismatch`` when the network gives no row for each step or a row of another length than the
    ///   vocabulary's; ``EngineError/Code/invalidArgument`` when a step sees later ones, so that it would be told what to predict.
    public init(_ network: Model, tokenizer: any Tokenizer) throws {
        let count = tokenizer.vocabulary.count
        guard network.inputShapes.count == 1, network.inputShape.count == 1, network.finalShapes.count == 1,
            network.outputShape == network.inputShape + [count]
        else {
            throw EngineError(
                .shapeMismatch,
                """
                "\(network.name)" takes \(batchShapeText(network.inputShape)) and gives \
                \(batchShapeText(network.outputShape)); a language model takes [batch, time] and gives a row of \(count) scores, \
                one for each token of the vocabulary, for each step: [batch, time, \(count)].
                """)
        }
        if let layer = network.layers.first(where: Self.seesLaterSteps) {
            throw EngineError(
                .invalidArgument,
                """
                \(layer.unwrapped.kind) of "\(network.name)" sees the whole sequence, and so what it would have to predict; \
                writing needs causal attention (isCausal: true) and recurrent layers in one direction.
                """)
        }
        self.network = network
        self.tokenizer = tokenizer
        contextLength = network.inputShape[0]
        let last = network.layers.last?.unwrapped
        givesProbabilities =
            (last as? Activation)?.function == .softmax || (last as? Dense)?.activation == .softmax
    }

    /// With the tokenizer of the text that a data set was made of.
    ///
    /// - Throws: as the other initialiser, and ``EngineError/Code/invalidArgument`` when the data set was made of numbers.
    public init(_ network: Model, of data: Dataset) throws {
        guard let tokenizer = data.tokenizer else {
            throw EngineError(
                .invalidArgument,
                """
                Data set "\(data.name)" was not made of a text, so nothing says which tokens its numbers are; give the data set \
                of the text, or a tokenizer.
                """)
        }
        try self.init(network, tokenizer: tokenizer)
    }

    /// The logarithm of each token's probability to come next.
    ///
    /// - Parameters:
    ///   - tokens: what stands before; of more than the network sees, the end.
    ///   - usesCache: false computes all steps anew, as `predict` does; the results agree but for rounding.
    /// - Returns: one number for each token of the vocabulary.
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no token, or a number that is none.
    public func logProbabilities(after tokens: [Int], usesCache: Bool = true) throws -> [Float] {
        _ = try tokenizer.decode(tokens)
        guard !tokens.isEmpty else {
            throw EngineError(.invalidArgument, "There is no token to go on from; give one or more.")
        }
        let seen = tokens.suffix(contextLength)
        guard usesCache, var decoder = StepDecoder(network) else { return try wholePass(seen) }
        var scores: [Float] = []
        for token in seen { scores = decoder.next(token) }
        return logProbabilities(scores)
    }

    /// All steps in one pass; places behind the tokens are filled up with token 0, which no earlier step sees.
    func wholePass(_ tokens: ArraySlice<Int>) throws -> [Float] {
        let filled = tokens.map { Float($0) } + Array(repeating: 0, count: contextLength - tokens.count)
        let answers = try network.predict(Tensor(shape: [1, contextLength], scalars: filled))
        let columns = tokenizer.vocabulary.count
        let start = (tokens.count - 1) * columns
        return logProbabilities(Array(answers.scalars[start..<(start + columns)]))
    }

    func logProbabilities(_ scores: [Float]) -> [Float] {
        if givesProbabilities { return scores.map { Float(logarithm(Double(max($0, .leastNormalMagnitude)))) } }
        let largest = scores.max() ?? 0
        let sum = scores.reduce(0.0) { $0 + exponential(Double($1 - largest)) }
        return scores.map { $0 - largest - Float(logarithm(sum)) }
    }

    private static func seesLaterSteps(_ layer: any Layer) -> Bool {
        switch layer.unwrapped {
        case let layer as MultiHeadAttention: !layer.isCausal
        case let layer as TransformerBlock: !layer.isCausal
        case let layer as any RecurrentLayer: layer.settings.goBackwards
        case is Bidirectional: true
        default: false
        }
    }
}
