import NeuralEngine
import Testing

@Suite("Hidden tokens")
struct MaskedTokensTests {
    static func tokenizer() throws -> WordTokenizer {
        try WordTokenizer(of: "a b c d e f g h i j k l m n o p q r s t", special: [.padding, .unknown, .mask])
    }

    @Test("80 % become the mask, 10 % another word, 10 % stay; padding is never chosen, and the weights make a mean")
    func parts() throws {
        let tokenizer = try Self.tokenizer()
        let mask = Float(try #require(tokenizer.vocabulary.number(of: .mask)))
        let rows = Array(repeating: "a b c d e f g h i j k l m n o p q r s t", count: 50)
        let sequences = try tokenizer.sequences(of: rows, length: 24)
        let masked = try MaskedTokens(sequences, tokenizer: tokenizer, copies: 20, seed: 3)
        #expect(masked.data.features.shape == [1000, 24] && masked.data.targets.shape == [1000, 24])
        var (hidden, changed, kept) = (0, 0, 0)
        for place in masked.weights.scalars.indices {
            let (given, right) = (masked.data.features.scalars[place], masked.data.targets.scalars[place])
            guard masked.weights.scalars[place] > 0 else {
                #expect(given == right)
                continue
            }
            #expect(right > 2)
            if given == mask { hidden += 1 } else if given == right { kept += 1 } else { changed += 1 }
        }
        let all = hidden + changed + kept
        // 15 % of 20 words, in each of 1,000 rows.
        #expect(all == 3000)
        // Four standard deviations of a share of 3,000 draws: 4 √(0.8 · 0.2 / 3000) = 0.029, 4 √(0.1 · 0.9 / 3000) = 0.022; one in
        // twenty drawn words is the right one.
        #expect(abs(Double(hidden) / 3000 - 0.8) < 0.029)
        #expect(abs(Double(kept) / 3000 - 0.105) < 0.023 && abs(Double(changed) / 3000 - 0.095) < 0.022)
        // 20 of 24 steps are no padding.
        #expect(abs((masked.weights.sum() as Float) - 20_000) < 1)
        #expect(try masked.data == MaskedTokens(sequences, tokenizer: tokenizer, copies: 20, seed: 3).data)
        #expect(try masked.data != MaskedTokens(sequences, tokenizer: tokenizer, copies: 20, seed: 4).data)
    }

    @Test("fit's loss is the mean over the chosen tokens, as measure has it")
    func weightedLoss() throws {
        let tokenizer = try Self.tokenizer()
        let sequences = try tokenizer.sequences(of: ["a b c", "d e f g h", "i", "k l m n o p"], length: 8)
        let masked = try MaskedTokens(sequences, tokenizer: tokenizer, copies: 3, seed: 1)
        let bert = try Sequential.bert(
            vocabularySize: tokenizer.vocabulary.count, sequenceLength: 8, embeddingDim: 8, numHeads: 2, seed: 1)
        let loss = try bert.lossAndGradients(
            masked.data, loss: .sparseCategoricalCrossEntropy, sampleWeight: masked.weights
        ).loss
        // Float32 sums in another order.
        #expect(abs(loss - (try masked.measure(bert).crossEntropy)) < 1e-4)
    }

    @Test("padding does not change an embedding, and an encoder has the weights of its BERT")
    func encoder() throws {
        let tokenizer = try Self.tokenizer()
        let bert = try Sequential.bert(
            vocabularySize: tokenizer.vocabulary.count, sequenceLength: 6, embeddingDim: 8, numHeads: 2, seed: 1)
        let encoder = try Sequential.encoder(of: bert)
        #expect(encoder.outputShape == [8])
        #expect(Array(bert.weights.prefix(encoder.weights.count)) == encoder.weights)
        let short = try Sequential.bert(
            vocabularySize: tokenizer.vocabulary.count, sequenceLength: 3, embeddingDim: 8, numHeads: 2, seed: 1)
        var weights = bert.weights
        weights[1] = try weights[1].gathered(rows: [0, 1, 2])
        try short.setWeights(weights)
        let padded = try encoder.predict(tokenizer.sequences(of: ["a b c"], length: 6))
        let bare = try Sequential.encoder(of: short).predict(tokenizer.sequences(of: ["a b c"], length: 3))
        // Float32 means of numbers around 1.
        for (left, right) in zip(padded.scalars, bare.scalars) { #expect(abs(left - right) < 1e-5) }
        let dense = try Sequential(inputShape: [2]) { Dense(1) }
        #expect(throws: EngineError.self) { try Sequential.encoder(of: dense) }
    }

    @Test("what cannot be hidden")
    func bad() throws {
        let tokenizer = try Self.tokenizer()
        let good = try tokenizer.sequences(of: ["a b"], length: 2)
        #expect(throws: EngineError.self) { try MaskedTokens(good, tokenizer: WordTokenizer(of: "a b")) }
        #expect(throws: EngineError.self) { try MaskedTokens(good, tokenizer: tokenizer, probability: 0) }
        #expect(throws: EngineError.self) { try MaskedTokens(good, tokenizer: tokenizer, copies: 0) }
        #expect(throws: EngineError.self) { try MaskedTokens([3, 4], tokenizer: tokenizer) }
        #expect(throws: EngineError.self) { try MaskedTokens([[3, 99]], tokenizer: tokenizer) }
        #expect(throws: EngineError.self) { try MaskedTokens([[3, 0.5]], tokenizer: tokenizer) }
        #expect(throws: EngineError.self) { try MaskedTokens([[0, 0]], tokenizer: tokenizer) }
    }
}
