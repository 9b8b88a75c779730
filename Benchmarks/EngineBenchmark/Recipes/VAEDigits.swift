import NeuralEngine

/// Digits as a plane of normal distributions.
struct VAEDigits: DigitsRecipe {
    static let name = "vae"

    private let seed: UInt64
    let digits: DigitsData
    private var model: VariationalAutoencoder?

    init(seed: UInt64) throws {
        self.seed = seed
        digits = try DigitsData()
    }

    mutating func train() throws {
        let model = try VariationalAutoencoder(
            encoder: Sequential(inputShape: [8, 8], seed: seed) {
                Flatten()
                Dense(64, activation: .relu)
                Dense(4)
            },
            decoder: Sequential(inputShape: [2], seed: seed + 1) {
                Dense(64, activation: .relu)
                Dense(64, activation: .sigmoid)
                Reshape([8, 8])
            })
        try model.fit(digits.train, epochs: 60, batchSize: 64, optimizer: .adam(learningRate: 3e-3), seed: seed)
        self.model = model
    }

    /// −ELBO of an example of the test digits, for given draws.
    func metric() throws -> Double {
        guard let model else { return .nan }
        let (mean, logVariance) = try model.encode(digits.test.features)
        let noise = try Tensor.normal(mean.shape, seed: 5)
        let made = try model.decode(gaussianSample(mean: mean, logVariance: logVariance, noise: noise))
        let error = try 64 * binaryCrossEntropy(made, digits.test.features)
        return Double(try (error + gaussianKLDivergence(mean: mean, logVariance: logVariance)).scalar)
    }
}
