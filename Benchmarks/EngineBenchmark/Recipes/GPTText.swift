import NeuralEngine

/// A GPT of two blocks that reads Don Quijote character by character.
struct GPTText: Recipe {
    static let name = "gpt-quijote"

    private let seed: UInt64
    private let data: Dataset
    private let test: Dataset
    private var model: Sequential?

    init(seed: UInt64) throws {
        self.seed = seed
        (data, test) = try Dataset.text(Texts.quijote(), length: 64, stride: 8, validation: 0.1)
    }

    var arrays: [String: Tensor] {
        ["x": data.features, "y": data.targets, "test_x": test.features, "test_y": test.targets]
    }

    mutating func train() throws {
        let model = try Sequential.gpt(vocabularySize: 69, contextLength: 64, dropout: 0.05, seed: seed)
        try model.fit(
            data, loss: .sparseCategoricalCrossEntropy, optimizer: .adam(learningRate: 0.003), epochs: 10,
            batchSize: 64,
            seed: seed)
        self.model = model
    }

    func metric() throws -> Double { try model?.evaluate(test).loss ?? .nan }
}
