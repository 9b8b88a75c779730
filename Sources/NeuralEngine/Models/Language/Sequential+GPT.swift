extension Sequential {
    /// A small GPT: for each step of a sequence, how probable each token is as the next one.
    ///
    /// Tokens and places become rows that are added; then come blocks of causal self-attention and two dense layers, each with the
    /// normalisation first; a last normalisation; and scores by the table of the entrance (weight tying), through a softmax.
    /// Source: Radford et al. 2019, "Language Models are Unsupervised Multitask Learners" (GPT-2), in small; weights begin as
    /// there, normal with deviation 0.02, but for the blocks, which are Glorot's.
    ///
    /// Shape: `[batch, contextLength]` numbers of tokens to `[batch, contextLength, vocabularySize]` probabilities. It is trained
    /// with `.sparseCategoricalCrossEntropy` on ``Tokenizer/windows(of:length:stride:name:)``, and ``LanguageModel`` lets it write.
    ///
    /// - Parameters:
    ///   - vocabularySize: tokens, `tokenizer.vocabulary.count`.
    ///   - contextLength: how many tokens it sees at once.
    ///   - embeddingDim: numbers for each token and in each layer between blocks, a multiple of `numHeads`.
    ///   - intermediateDim: of the blocks' dense layers; 4 · embeddingDim when nil.
    ///   - seed: draws the weights.
    /// - Throws: ``EngineError`` for sizes that make no sense or do not go together.
    public static func gpt(
        vocabularySize: Int, contextLength: Int, embeddingDim: Int = 64, numHeads: Int = 4, numBlocks: Int = 2,
        intermediateDim: Int? = nil, dropout: Double = 0, seed: UInt64 = 0, name: String = "gpt"
    ) throws -> Sequential {
        try Sequential(
            inputShape: [contextLength],
            layers: gptLayers(
                vocabularySize: vocabularySize, contextLength: contextLength, embeddingDim: embeddingDim,
                numHeads: numHeads, numBlocks: numBlocks, intermediateDim: intermediateDim, dropout: dropout),
            seed: seed, name: name)
    }

    /// The layers of ``gpt(vocabularySize:contextLength:embeddingDim:numHeads:numBlocks:intermediateDim:dropout:seed:name:)``;
    /// whether their sizes make sense is found when a network is made of them.
    @LayerBuilder
    package static func gptLayers(
        vocabularySize: Int, contextLength: Int, embeddingDim: Int, numHeads: Int, numBlocks: Int,
        intermediateDim: Int?, dropout: Double
    ) throws -> [any Layer] {
        let _ = try checkBlocks(numBlocks, of: "GPT")
        TokenAndPositionEmbedding(
            vocabularySize: vocabularySize, sequenceLength: contextLength, embeddingDim: embeddingDim,
            embeddingsInitializer: .normal(deviation: 0.02))
        if dropout > 0 { Dropout(rate: dropout) }
        for _ in 0..<numBlocks {
            TransformerBlock(
                numHeads: numHeads, intermediateDim: intermediateDim ?? innerWidth(embeddingDim), dropout: dropout,
                activation: .gelu(approximate: true), normalizeFirst: true, isCausal: true)
        }
        LayerNormalization(epsilon: 1e-5)
        ReversedEmbedding()
        Activation(.softmax)
    }

    /// 4 · embeddingDim, or what layers refuse where that is no number.
    static func innerWidth(_ embeddingDim: Int) -> Int {
        let (width, overflows) = embeddingDim.multipliedReportingOverflow(by: 4)
        return overflows ? .max : width
    }

    static func checkBlocks(_ numBlocks: Int, of kind: String) throws {
        guard (1...1000).contains(numBlocks) else {
            throw EngineError(.invalidArgument, "A \(kind) has 1 to 1000 blocks, not \(numBlocks).")
        }
    }
}
