import NeuralEngine

/// A BERT of two blocks that guesses hidden words; then a dense layer that tells the subjects of sentences by its embedding,
/// from five labelled sentences of each.
struct BERTSentences: Recipe {
    static let name = "bert-sentences"
    private static let length = 40

    private let seed: UInt64
    private let masked: MaskedTokens
    private let labelled: Dataset
    private let test: Dataset
    private var encoder: Sequential?
    private var classifier: Sequential?

    init(seed: UInt64) throws {
        self.seed = seed
        let (texts, held) = try Texts.sentences().split(validation: 0.2, seed: 1)
        let tokenizer = try WordTokenizer(of: texts.joined, special: [.padding, .unknown, .mask])
        masked = try MaskedTokens(
            tokenizer.sequences(of: texts.stretches(of: 4), length: Self.length), tokenizer: tokenizer, copies: 10,
            seed: 1)
        labelled = try texts.first(perClass: 5).dataset(by: tokenizer, length: Self.length)
        test = try held.dataset(by: tokenizer, length: Self.length)
    }

    var arrays: [String: Tensor] {
        [
            "x": masked.data.features, "y": masked.data.targets, "w": masked.weights, "few_x": labelled.features,
            "few_y": labelled.targets, "test_x": test.features, "test_y": test.targets,
        ]
    }

    mutating func train() throws {
        let bert = try Sequential.bert(
            vocabularySize: masked.data.tokenizer?.vocabulary.count ?? 0, sequenceLength: Self.length, dropout: 0.1,
            seed: seed)
        try bert.fit(
            masked.data, loss: .sparseCategoricalCrossEntropy, optimizer: .adam(learningRate: 0.001), epochs: 10,
            batchSize: 32, seed: seed, sampleWeight: masked.weights)
        let encoder = try Sequential.encoder(of: bert)
        let classifier = try Sequential(inputShape: encoder.outputShape, seed: seed) { Dense(4, activation: .softmax) }
        try classifier.fit(
            embedded(labelled, by: encoder), loss: .sparseCategoricalCrossEntropy,
            optimizer: .adam(learningRate: 0.01), epochs: 200)
        (self.encoder, self.classifier) = (encoder, classifier)
    }

    private func embedded(_ data: Dataset, by encoder: Sequential) throws -> Dataset {
        try Dataset(name: "embedded", features: encoder.predict(data.features), targets: data.targets)
    }

    func metric() throws -> Double {
        guard let encoder, let classifier else { return .nan }
        return try classifier.evaluate(embedded(test, by: encoder), metrics: [.accuracy]).accuracy ?? .nan
    }
}
