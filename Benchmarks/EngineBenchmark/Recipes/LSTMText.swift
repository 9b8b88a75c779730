import NeuralEngine

/// An LSTM that reads Don Quijote character by character.
struct LSTMText: HeldBackRecipe {
    static let name = "lstm-quijote"

    private let seed: UInt64
    let data: Dataset
    let test: Dataset
    private var model: Sequential?

    init(seed: UInt64) throws {
        self.seed = seed
        (data, test) = try Dataset.text(Texts.quijote(), length: 64, stride: 16, validation: 0.1)
    }

    mutating func train() throws {
        let model = try Sequential(inputShape: [64], seed: seed) {
            Embedding(inputDim: 69, outputDim: 32)
            LSTM(128, returnSequences: true)
            Dropout(rate: 0.2)
            Dense(69, activation: .softmax)
        }
        try model.fit(
            data, loss: .sparseCategoricalCrossEntropy, optimizer: .adam(learningRate: 0.005), epochs: 10,
            batchSize: 32,
            seed: seed)
        self.model = model
    }

    func metric() throws -> Double { try model?.evaluate(test).loss ?? .nan }
}
