import NeuralEngine

/// Digits through eight numbers and back.
struct AutoencoderDigits: DigitsRecipe {
    static let name = "autoencoder"

    private let seed: UInt64
    let digits: DigitsData
    private var model: Sequential?

    init(seed: UInt64) throws {
        self.seed = seed
        digits = try DigitsData()
    }

    mutating func train() throws {
        let model = try Sequential(inputShape: [8, 8], seed: seed) {
            Flatten()
            Dense(64, activation: .relu)
            Dense(8)
            Dense(64, activation: .relu)
            Dense(64, activation: .sigmoid)
            Reshape([8, 8])
        }
        try model.fit(
            digits.train.autoencoding(), loss: .meanSquaredError, optimizer: .adam(learningRate: 3e-3), epochs: 60,
            batchSize: 64, seed: seed)
        self.model = model
    }

    func metric() throws -> Double { try model?.evaluate(digits.test.autoencoding()).loss ?? .nan }
}
