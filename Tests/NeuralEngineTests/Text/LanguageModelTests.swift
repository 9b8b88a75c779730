import Foundation
import NeuralEngine
import Testing

/// Writing with kept keys, values and states gives what the whole network gives.
@Suite("Language models")
struct LanguageModelTests {
    static let text = "tres tristes tigres tragaban trigo en un trigal. "

    struct Writer: Sendable, CustomTestStringConvertible {
        let name: String
        let layers: @Sendable (_ words: Int) throws -> [any Layer]
        var testDescription: String { name }
    }

    /// Every layer that has a form for single steps.
    static let writers: [Writer] = [
        Writer(name: "gpt") {
            try Sequential.gpt(vocabularySize: $0, contextLength: 24, embeddingDim: 16, dropout: 0.1).layers
        },
        Writer(name: "post-norm, learned places") { words in
            [
                Embedding(inputDim: words, outputDim: 12), PositionalEmbedding(),
                TransformerBlock(numHeads: 3, intermediateDim: 20, isCausal: true), RMSNormalization(), Dense(words),
            ]
        },
        Writer(name: "attention of its own widths") { words in
            [
                Embedding(inputDim: words, outputDim: 12),
                MultiHeadAttention(numHeads: 2, keyDim: 5, valueDim: 3, bias: false, isCausal: true),
                LayerNormalization(center: false), Dense(words, activation: .softmax, bias: false),
            ]
        },
        Writer(name: "lstm") { words in
            [
                Embedding(inputDim: words, outputDim: 8), LSTM(10, returnSequences: true), Dropout(rate: 0.2),
                Frozen(LSTM(9, bias: false, returnSequences: true)), Dense(words, activation: .softmax),
            ]
        },
        Writer(name: "gru and simple, glu") { words in
            [
                Embedding(inputDim: words, outputDim: 8), GRU(10, returnSequences: true),
                SimpleRNN(8, returnSequences: true), Activation(.glu), Dense(8, activation: .gelu), Dense(words),
                Activation(.softmax),
            ]
        },
    ]

    /// A network whose weights are far from those of the beginning, where many numbers are almost equal.
    static func model(_ writer: Writer, _ tokenizer: CharacterTokenizer) throws -> LanguageModel {
        let network = try Sequential(inputShape: [24], layers: writer.layers(tokenizer.vocabulary.count), seed: 3)
        let data = try tokenizer.windows(of: String(repeating: text, count: 4), length: 24, stride: 5)
        let endsInProbabilities = "\(network.layers.last?.code ?? "")".contains("softmax")
        try network.fit(
            data, loss: .sparseCategoricalCrossEntropy(fromLogits: !endsInProbabilities),
            optimizer: .adam(learningRate: 0.01), epochs: 5, batchSize: 8)
        return try LanguageModel(network, tokenizer: tokenizer)
    }

    @Test("one step at a time gives the logits of the whole pass", arguments: writers)
    func cachedEqualsWhole(_ writer: Writer) throws {
        let tokenizer = try CharacterTokenizer(of: Self.text)
        let model = try Self.model(writer, tokenizer)
        let tokens = try tokenizer.encode(String(Self.text.prefix(24)))
        for count in [1, 2, 11, 24] {
            let before = Array(tokens.prefix(count))
            let kept = try model.logProbabilities(after: before)
            let whole = try model.logProbabilities(after: before, usesCache: false)
            // Float32 sums of some dozens of terms in another order, of numbers around 5, through a few layers.
            for (left, right) in zip(kept, whole) { #expect(abs(left - right) < 1e-4) }
            // 24 roundings of float32.
            #expect(abs(kept.reduce(0) { $0 + exp(Double($1)) } - 1) < 1e-5)
        }
    }

    @Test("a text longer than the context is the same with and without the cache, at temperature 0 and by a seed")
    func longTexts() throws {
        let tokenizer = try CharacterTokenizer(of: Self.text)
        let model = try Self.model(Self.writers[0], tokenizer)
        for temperature in [0, 0.8] {
            func written(_ usesCache: Bool, seed: UInt64 = 5) throws -> String {
                try model.generate(
                    "tres", count: 70, temperature: temperature, topK: 5, seed: seed, usesCache: usesCache)
            }
            let text = try written(true)
            #expect(text.count == 74 && text.hasPrefix("tres"))
            #expect(try text == written(false))
            #expect(try text == written(true))
            if temperature > 0 { #expect(try text != written(true, seed: 6)) }
        }
    }

    @Test("a small GPT learns a tongue-twister by heart")
    func memorizes() throws {
        let long = String(repeating: Self.text, count: 8)
        let tokenizer = try CharacterTokenizer(of: long)
        let gpt = try Sequential.gpt(
            vocabularySize: tokenizer.vocabulary.count, contextLength: 24, embeddingDim: 32, seed: 1)
        try gpt.fit(
            tokenizer.windows(of: long, length: 24, stride: 1), loss: .sparseCategoricalCrossEntropy,
            optimizer: .adam(learningRate: 0.005), epochs: 8, batchSize: 32)
        var lengths: [Int] = []
        let text = try LanguageModel(gpt, tokenizer: tokenizer).generate(
            "tres tristes tigres ", count: 29, temperature: 0, onText: { lengths.append($0.count) })
        #expect(text == Self.text)
        #expect(lengths == Array(21...49))
    }

    @Test("what no step can do, runs as a whole; what sees the future, or does not fit, is an error")
    func otherNetworks() throws {
        let tokenizer = try CharacterTokenizer(of: Self.text)
        let words = tokenizer.vocabulary.count
        func model(_ layers: [any Layer]) throws -> LanguageModel {
            try LanguageModel(Sequential(inputShape: [8], layers: layers, seed: 1), tokenizer: tokenizer)
        }
        let convolution = try model([
            Embedding(inputDim: words, outputDim: 4), Conv1D(6, kernelSize: 3, padding: .causal), Dense(words),
        ])
        #expect(try convolution.generate("tres", count: 12, seed: 1).count == 16)
        for layers in [
            [
                Embedding(inputDim: words, outputDim: 4), TransformerBlock(numHeads: 2, intermediateDim: 4),
                Dense(words),
            ],
            [Embedding(inputDim: words, outputDim: 4), Bidirectional(LSTM(3, returnSequences: true)), Dense(words)],
            [Embedding(inputDim: words, outputDim: 4), Dense(words + 1)],
            [Embedding(inputDim: words, outputDim: 4), LSTM(3), Dense(words)],
        ] as [[any Layer]] { #expect(throws: EngineError.self) { try model(layers) } }
        #expect(throws: EngineError.self) { try LanguageModel(convolution.network, of: .xor) }
        #expect(throws: EngineError.self) { try convolution.generate("", count: 3) }
        #expect(throws: EngineError.self) { try convolution.generate("x!", count: 3) }
        #expect(throws: EngineError.self) { try convolution.generate("t", count: 0) }
        #expect(throws: EngineError.self) { try convolution.logProbabilities(after: [words]) }
        #expect(throws: EngineError.self) { try Sequential.gpt(vocabularySize: 9, contextLength: 8, numBlocks: 0) }
        #expect(throws: EngineError.self) {
            try Sequential.bert(vocabularySize: 9, sequenceLength: 8, embeddingDim: 10, numHeads: 3)
        }
    }
}
