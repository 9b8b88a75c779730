extension Sequential {
    /// A small BERT: for each step of a sequence, how probable each token is *there*, by what stands before and behind it.
    ///
    /// Tokens and places become rows that are added and normalised; then come blocks of self-attention that sees the whole
    /// sequence; and a head that guesses hidden tokens: a dense layer, a normalisation and scores by the table of the entrance,
    /// through a softmax. Token 0 is padding, which nobody sees. Source: Devlin et al. 2019, "BERT: Pre-training of Deep
    /// Bidirectional Transformers for Language Understanding", in small and without the guess of the next sentence.
    ///
    /// Shape: `[batch, sequenceLength]` numbers of tokens to `[batch, sequenceLength, vocabularySize]` probabilities. It is trained
    /// on ``MaskedTokens``; what it has learned is used by ``encoder(of:name:)``.
    ///
    /// - Parameters:
    ///   - vocabularySize: tokens, `tokenizer.vocabulary.count`; number 0 is ``SpecialToken/padding``.
    ///   - embeddingDim: numbers for each token and in each layer between blocks, a multiple of `numHeads`.
    ///   - intermediateDim: of the blocks' dense layers; 4 · embeddingDim when nil.
    ///   - seed: draws the weights.
    /// - Throws: ``EngineError`` for sizes that make no sense or do not go together.
    public static func bert(
        vocabularySize: Int, sequenceLength: Int, embeddingDim: Int = 64, numHeads: Int = 4, numBlocks: Int = 2,
        intermediateDim: Int? = nil, dropout: Double = 0, seed: UInt64 = 0, name: String = "bert"
    ) throws -> Sequential {
        try Sequential(
            inputShape: [sequenceLength],
            layers: bertLayers(
                vocabularySize: vocabularySize, sequenceLength: sequenceLength, embeddingDim: embeddingDim,
                numHeads: numHeads, numBlocks: numBlocks, intermediateDim: intermediateDim, dropout: dropout),
            seed: seed, name: name)
    }

    /// The layers of ``bert(vocabularySize:sequenceLength:embeddingDim:numHeads:numBlocks:intermediateDim:dropout:seed:name:)``;
    /// whether their sizes make sense is found when a network is made of them.
    @LayerBuilder
    package static func bertLayers(
        vocabularySize: Int, sequenceLength: Int, embeddingDim: Int, numHeads: Int, numBlocks: Int,
        intermediateDim: Int?, dropout: Double
    ) throws -> [any Layer] {
        let _ = try checkBlocks(numBlocks, of: "BERT")
        TokenAndPositionEmbedding(
            vocabularySize: vocabularySize, sequenceLength: sequenceLength, embeddingDim: embeddingDim,
            maskZero: true, embeddingsInitializer: .normal(deviation: 0.02))
        LayerNormalization(epsilon: 1e-5)
        if dropout > 0 { Dropout(rate: dropout) }
        for _ in 0..<numBlocks {
            TransformerBlock(
                numHeads: numHeads, intermediateDim: intermediateDim ?? innerWidth(embeddingDim), dropout: dropout,
                activation: .gelu)
        }
        Dense(embeddingDim, activation: .gelu)
        LayerNormalization(epsilon: 1e-5)
        ReversedEmbedding(bias: true)
        Activation(.softmax)
    }

    /// What a transformer has learned of sequences, as a network of its own: all layers up to the last block, with copies of
    /// their weights, and the mean over the steps that are not padding.
    ///
    /// Shape: `[batch, sequenceLength]` to `[batch, embeddingDim]`: the embedding of a text, which a small classifier takes.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the network has no transformer block.
    public static func encoder(of transformer: Sequential, name: String = "encoder") throws -> Sequential {
        guard let last = transformer.layers.lastIndex(where: { $0.unwrapped is TransformerBlock }) else {
            throw EngineError(
                .invalidArgument, "\"\(transformer.name)\" has no TransformerBlock, so there is no encoder in it.")
        }
        let encoder = try Sequential(
            inputShape: transformer.inputShape,
            layers: Array(transformer.layers[...last]) + [GlobalAveragePooling1D()], seed: transformer.seed, name: name)
        try encoder.setWeights(Array(transformer.weights.prefix(encoder.weights.count)))
        return encoder
    }
}
