import CKernels
import Foundation
import NeuralEngine
import Testing

/// What transformers promise beyond PyTorch's numbers: causality, masks, the same bits on any number of threads, and learning.
@Suite("Transformers", .serialized)
struct TransformerTests {
    private func gpt(
        words: Int = 7, time: Int = 12, width: Int = 16, blocks: Int = 2, isCausal: Bool = true, dropout: Double = 0
    ) throws -> Sequential {
        try Sequential(inputShape: [time], seed: 5) {
            TokenAndPositionEmbedding(vocabularySize: words, sequenceLength: time, embeddingDim: width)
            for index in 0..<blocks {
                TransformerBlock(
                    numHeads: 2, intermediateDim: 3 * width, dropout: dropout, activation: .gelu,
                    normalizeFirst: index.isMultiple(of: 2), isCausal: isCausal)
            }
            LayerNormalization()
            Dense(words, activation: .softmax)
        }
    }

    private func tokens(_ count: Int, words: Int, seed: UInt64) -> [Float] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in Float(Int(generator.nextUnit() * Double(words))) }
    }

    /// What follows each token, as one-hot rows.
    private func text(_ tokens: [[Float]], words: Int) throws -> Dataset {
        let time = tokens[0].count - 1
        var targets = [Float](repeating: 0, count: tokens.count * time * words)
        for (row, line) in tokens.enumerated() {
            for step in 0..<time { targets[(row * time + step) * words + Int(line[step + 1])] = 1 }
        }
        return try Dataset(
            name: "text",
            features: Tensor(shape: [tokens.count, time], scalars: tokens.flatMap { $0.dropLast() }),
            targets: Tensor(shape: [tokens.count, time, words], scalars: targets))
    }

    /// To the bit: what a later token is must not even change the rounding.
    @Test(arguments: [1, 5, 6, 7, 11])
    func laterTokensChangeNoEarlierOutput(place: Int) throws {
        let model = try gpt()
        var x = tokens(12, words: 7, seed: 1)
        let before = try model.predict(Tensor(shape: [1, 12], scalars: x)).scalars
        for step in place..<12 { x[step] = Float((Int(x[step]) + 1 + step) % 7) }
        let after = try model.predict(Tensor(shape: [1, 12], scalars: x)).scalars
        #expect(before[..<(place * 7)] == after[..<(place * 7)])
        #expect(before[(place * 7)...] != after[(place * 7)...])
    }

    @Test func withoutCausalityEverythingIsSeen() throws {
        let model = try gpt(isCausal: false)
        var x = tokens(12, words: 7, seed: 1)
        let before = try model.predict(Tensor(shape: [1, 12], scalars: x)).scalars
        x[11] = Float((Int(x[11]) + 1) % 7)
        let after = try model.predict(Tensor(shape: [1, 12], scalars: x)).scalars
        #expect(before[..<7] != after[..<7])
    }

    /// Padding behind a sentence leaves what its own steps give as it is.
    @Test func paddingIsNotSeen() throws {
        func model(time: Int) throws -> Sequential {
            try Sequential(inputShape: [time], seed: 3) {
                Embedding(inputDim: 9, outputDim: 8, maskZero: true)
                SinusoidalPositionalEncoding()
                TransformerBlock(numHeads: 2, intermediateDim: 12)
                LayerNormalization()
                MultiHeadAttention(numHeads: 2, keyDim: 3)
            }
        }
        let sentence: [Float] = [3, 1, 4, 1, 5]
        let short = try model(time: 5)
        let long = try model(time: 9)
        try long.setWeights(short.weights)
        let y = try short.predict(Tensor(shape: [1, 5], scalars: sentence)).scalars
        let padded = try long.predict(Tensor(shape: [1, 9], scalars: sentence + [0, 0, 0, 0])).scalars
        #expect(worst(Array(padded[..<y.count]), y.map(Double.init), relative: 1e-6, absolute: 1e-6) <= 1)
    }

    @Test(arguments: [0, 0.2])
    func sameBitsOnAnyNumberOfThreads(dropout: Double) throws {
        let threads = ck_thread_count()
        defer { ck_set_thread_count(threads) }
        let lines = (0..<24).map { tokens(41, words: 7, seed: UInt64($0)) }
        let data = try text(lines, words: 7)
        let runs = try [1, 2, 3].map { count in
            ck_set_thread_count(Int32(count))
            let model = try gpt(time: 40, width: 64, dropout: dropout)
            let history = try model.fit(
                data, loss: .categoricalCrossEntropy, epochs: 2, batchSize: 12, seed: 4)
            return (history.loss, model.weights.map(\.scalars))
        }
        for run in runs.dropFirst() {
            #expect(run.0 == runs[0].0)
            #expect(run.1 == runs[0].1)
        }
    }

    @Test func attentionWeightsAreThoseOfTheDefinition() throws {
        let model = try Sequential(inputShape: [7, 6], seed: 8) {
            MultiHeadAttention(numHeads: 2, keyDim: 3, isCausal: true)
        }
        let x = draws(2 * 7 * 6, seed: 2)
        let weights = try model.attentionWeights(Tensor(shape: [2, 7, 6], scalars: x))
        #expect(weights.shape == [2, 2, 7, 7])
        #expect(model.attentionCount == 1)
        let kernel = model.weights[0].scalars.map(Double.init)
        func part(_ sample: Int, _ step: Int, _ column: Int) -> Double {
            (0..<6).reduce(0) { $0 + Double(x[(sample * 7 + step) * 6 + $1]) * kernel[$1 * 18 + column] }
        }
        var expected: [Double] = []
        for sample in 0..<2 {
            for head in 0..<2 {
                for query in 0..<7 {
                    let powers = (0..<7).map { key -> Double in
                        guard key <= query else { return 0 }
                        let score = (0..<3).reduce(0.0) { sum, number in
                            sum + part(sample, query, head * 3 + number) * part(sample, key, 6 + head * 3 + number)
                        }
                        return exp(score / 3.0.squareRoot())
                    }
                    expected += powers.map { $0 / powers.reduce(0, +) }
                }
            }
        }
        #expect(worst(weights.scalars, expected, relative: 1e-5, absolute: 1e-7) <= 1)
    }

    /// A text of period 5: after training, the network continues it for longer than it has ever seen.
    @Test func aTinyGPTLearnsARepeatedText() throws {
        let time = 12
        let lines = (0..<5).map { start in (0...time).map { Float([1, 4, 2, 2, 6][($0 + start) % 5]) } }
        let data = try text(lines, words: 7)
        let model = try gpt(time: time, blocks: 1)
        let history = try model.fit(
            data, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 0.01), epochs: 200)
        // The first token 2 of a line may be either one of the two; the steps behind it are certain.
        #expect(history.loss[0] > 1.5)
        #expect(try #require(history.loss.last) < 0.05)
        var line = Array(lines[1].prefix(time))
        for step in 0..<20 {
            let y = try model.predict(Tensor(shape: [1, time], scalars: Array(line.suffix(time)))).scalars.suffix(7)
            let next = try #require(y.indices.max { y[$0] < y[$1] }) - y.startIndex
            #expect(next == [1, 4, 2, 2, 6][(1 + time + step) % 5])
            line.append(Float(next))
        }
    }
}
