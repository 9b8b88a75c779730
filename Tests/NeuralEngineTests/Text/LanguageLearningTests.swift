import NeuralEngine
import Testing

/// The models of the course on the texts that come with the engine, as Benchmarks/EngineBenchmark/Recipes trains them.
@Suite("Learning a text", .serialized)
struct LanguageLearningTests {
    static let words = 69

    /// What counting gives on the held-back tenth, in nats a character.
    static func counted() throws -> (unigram: Double, bigram: Double) {
        let text = try Texts.quijote()
        let tokenizer = try CharacterTokenizer(of: text)
        let (train, held) = try tokenizer.tokens(of: text, validation: 0.1)
        func entropy(_ order: Int) throws -> Double {
            try NGramModel(train, order: order, vocabularySize: words).crossEntropy(of: held)
        }
        return (try entropy(1), try entropy(2))
    }

    @Test("a small GPT predicts characters of Don Quijote that it has not read, better than counting does")
    func gpt() throws {
        let (unigram, bigram) = try Self.counted()
        #expect(abs(unigram - 3.03) < 0.01 && abs(bigram - 2.24) < 0.01)
        let (train, test) = try Dataset.text(Texts.quijote(), length: 64, stride: 8, validation: 0.1)
        let gpt = try Sequential.gpt(vocabularySize: Self.words, contextLength: 64, dropout: 0.05, seed: 1)
        try gpt.fit(
            train, loss: .sparseCategoricalCrossEntropy, optimizer: .adam(learningRate: 0.003), epochs: 10,
            batchSize: 64, seed: 1)
        let loss = try gpt.evaluate(test).loss
        #expect(loss < unigram - 1)
        #expect(loss < bigram - 0.2)

        let writer = try LanguageModel(gpt, of: train)
        let text = try writer.generate("En un lugar", count: 200, temperature: 0.7, topK: 10, seed: 1)
        #expect(text.count == 211)
        // Words that the text has, beyond what chance would hit: most of what it writes is Spanish.
        let known = try Set(WordTokenizer(of: Texts.quijote()).vocabulary.entries)
        let written = try WordTokenizer(of: text).vocabulary.entries.dropFirst(2)
        #expect(written.count(where: known.contains) * 2 > written.count)
    }

    @Test("an LSTM does so as well")
    func lstm() throws {
        let (train, test) = try Dataset.text(Texts.quijote(), length: 64, stride: 16, validation: 0.1)
        let model = try Sequential(inputShape: [64], seed: 1) {
            Embedding(inputDim: Self.words, outputDim: 32)
            LSTM(128, returnSequences: true)
            Dropout(rate: 0.2)
            Dense(Self.words, activation: .softmax)
        }
        try model.fit(
            train, loss: .sparseCategoricalCrossEntropy, optimizer: .adam(learningRate: 0.005), epochs: 10,
            batchSize: 32, seed: 1)
        let (unigram, bigram) = try Self.counted()
        let loss = try model.evaluate(test).loss
        #expect(loss < unigram - 1)
        #expect(loss < bigram - 0.3)
    }

    /// Accuracy on held-back sentences of a dense layer that has learned from five labelled ones of each subject.
    static func accuracy(of encoder: Sequential, _ labelled: Dataset, _ test: Dataset) throws -> Double {
        func embedded(_ data: Dataset) throws -> Dataset {
            try Dataset(name: "embedded", features: encoder.predict(data.features), targets: data.targets)
        }
        let classifier = try Sequential(inputShape: encoder.outputShape, seed: 1) { Dense(4, activation: .softmax) }
        try classifier.fit(
            embedded(labelled), loss: .sparseCategoricalCrossEntropy, optimizer: .adam(learningRate: 0.01), epochs: 200)
        return try classifier.evaluate(embedded(test), metrics: [.accuracy]).metrics["accuracy"] ?? 0
    }

    @Test("a small BERT learns hidden words, and its embedding tells what sentences are about")
    func bert() throws {
        let length = 40
        let (texts, held) = try Texts.sentences().split(validation: 0.2, seed: 1)
        let tokenizer = try WordTokenizer(of: texts.joined, special: [.padding, .unknown, .mask])
        let masked = try MaskedTokens(
            tokenizer.sequences(of: texts.stretches(of: 4), length: length), tokenizer: tokenizer, copies: 10, seed: 1)
        let bert = try Sequential.bert(
            vocabularySize: tokenizer.vocabulary.count, sequenceLength: length, dropout: 0.1, seed: 1)
        let labelled = try texts.first(perClass: 5).dataset(by: tokenizer, length: length)
        let test = try held.dataset(by: tokenizer, length: length)
        let untrained = try Self.accuracy(of: .encoder(of: bert), labelled, test)
        try bert.fit(
            masked.data, loss: .sparseCategoricalCrossEntropy, optimizer: .adam(learningRate: 0.001), epochs: 10,
            batchSize: 32, seed: 1, sampleWeight: masked.weights)

        // Hidden words of sentences that it has not seen, against how frequent words are.
        let hidden = try MaskedTokens(
            tokenizer.sequences(of: held.stretches(of: 4), length: length), tokenizer: tokenizer, copies: 10, seed: 9)
        let chosen = zip(hidden.weights.scalars, hidden.data.targets.scalars).filter { $0.0 > 0 }.map { Int($0.1) }
        let read = try texts.texts.flatMap { try tokenizer.encode($0) }
        let counted = try NGramModel(read, order: 1, vocabularySize: tokenizer.vocabulary.count).crossEntropy(
            of: chosen)
        #expect(try hidden.measure(bert).crossEntropy < counted - 0.3)

        let accuracy = try Self.accuracy(of: .encoder(of: bert), labelled, test)
        #expect(accuracy >= 0.8)  // the majority class has 0.25
        #expect(accuracy >= untrained + 0.2)
    }
}
