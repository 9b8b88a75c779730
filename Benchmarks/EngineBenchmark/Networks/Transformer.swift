import NeuralEngine

extension Networks {
    /// T7: a GPT of four blocks.
    static func transformer(_ settings: TaskSettings) throws -> Sequential {
        try Sequential(inputShape: [64]) {
            TokenAndPositionEmbedding(vocabularySize: 96, sequenceLength: 64, embeddingDim: 128)
            for _ in 0..<4 {
                TransformerBlock(
                    numHeads: 4, intermediateDim: 512, activation: .gelu(approximate: true), normalizeFirst: true,
                    isCausal: true)
            }
            LayerNormalization(epsilon: 1e-5)
            Dense(96, activation: .softmax, bias: false)
        }
    }
}
