import NeuralEngine

/// A GPT of two blocks that reads Don Quijote character by character.
struct GPTText: HeldBackRecipe {
    static let name = "gpt-quijote"

    private let seed: UInt64
    let data: Dataset
    let test: Dataset
    private var model: Sequential?

    init(seed: UInt64) throws {
        self.seed = seed
        (data, test) = try Dataset.text(Texts.quijote(), length: 64, stride: 8, validation: 0.1)
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
