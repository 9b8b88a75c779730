import NeuralEngine

/// Digits out of noise.
struct DenoisingDigits: DigitsRecipe {
    static let name = "denoising"

    private let seed: UInt64
    let digits: DigitsData
    private let disturbed: Dataset
    private var model: Sequential?

    init(seed: UInt64) throws {
        self.seed = seed
        digits = try DigitsData()
        disturbed = try digits.test.autoencoding(noise: 0.3, seed: 9)
    }

    var arrays: [String: Tensor] {
        [
            "x": data.features, "y": data.targets, "test_x": test.features, "test_y": test.targets,
            "disturbed": disturbed.features,
        ]
    }

    mutating func train() throws {
        let model = try Sequential(inputShape: [8, 8], seed: seed) {
            GaussianNoise(deviation: 0.3)
            Flatten()
            Dense(64, activation: .relu)
            Dense(24)
            Dense(64, activation: .relu)
            Dense(64, activation: .sigmoid)
            Reshape([8, 8])
        }
        try model.fit(
            digits.train.autoencoding(), loss: .meanSquaredError, optimizer: .adam(learningRate: 3e-3), epochs: 40,
            batchSize: 64, seed: seed)
        self.model = model
    }

    func metric() throws -> Double { try model?.evaluate(disturbed).loss ?? .nan }
}
