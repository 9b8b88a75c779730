import NeuralEngine

/// Digits, made of noise.
struct GANDigits: Recipe {
    static let name = "gan-digits"

    private let seed: UInt64
    private let data: Dataset
    private var model: GAN?

    init(seed: UInt64) throws {
        self.seed = seed
        data = try Dataset.digits()
    }

    var arrays: [String: Tensor] { ["x": data.features, "y": data.targets] }

    mutating func train() throws {
        let model = try GAN(
            generator: Sequential(inputShape: [16], seed: seed) {
                Dense(128, activation: .relu)
                BatchNormalization(momentum: 0.9)
                Dense(128, activation: .relu)
                BatchNormalization(momentum: 0.9)
                Dense(64, activation: .sigmoid)
                Reshape([8, 8])
            },
            discriminator: Sequential(inputShape: [8, 8], seed: seed + 100) {
                Flatten()
                Dense(128, activation: .leakyRelu(negativeSlope: 0.2))
                Dropout(rate: 0.3)
                Dense(64, activation: .leakyRelu(negativeSlope: 0.2))
                Dropout(rate: 0.3)
                Dense(1)
            })
        try model.fit(data, epochs: 60, batchSize: 64, labelSmoothing: 0.1, seed: seed)
        self.model = model
    }

    /// How sure a classifier of digits is of made ones.
    func metric() throws -> Double {
        guard let model else { return .nan }
        let judge = try Sequential(inputShape: [8, 8], seed: 3) {
            Flatten()
            Dense(64, activation: .relu)
            Dense(10, activation: .softmax)
        }
        try judge.fit(
            data, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 3e-3), epochs: 15, batchSize: 32)
        let answers = try judge.predict(model.generate(count: 500, seed: 4))
        return Double(try answers.max(axis: 1).mean().scalars[0])
    }
}
