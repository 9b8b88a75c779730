import NeuralEngine

/// A slanted cloud of points, made of noise.
struct GANPoints: Recipe {
    static let name = "gan-points"

    private let seed: UInt64
    private let data: Dataset
    private var model: GAN?

    init(seed: UInt64) throws {
        self.seed = seed
        let points = try Tensor.normal([2000, 2], seed: 5).matmul([[0.8, 0.4], [0.6, -0.1]]) + [2, -1]
        data = try Dataset(name: "cloud", features: points, targets: Tensor.zeros([2000]))
    }

    var arrays: [String: Tensor] { ["x": data.features] }

    mutating func train() throws {
        let model = try GAN(
            generator: Sequential(inputShape: [4], seed: seed) {
                Dense(32, activation: .relu)
                Dense(32, activation: .relu)
                Dense(2)
            },
            discriminator: Sequential(inputShape: [2], seed: seed + 100) {
                Dense(32, activation: .leakyRelu(negativeSlope: 0.2))
                Dense(32, activation: .leakyRelu(negativeSlope: 0.2))
                Dense(1)
            })
        try model.fit(
            data, epochs: 60, batchSize: 100,
            generatorOptimizer: .adam(learningRate: 1e-3, beta1: 0.5).scheduled(.cosineDecay(decaySteps: 1200)),
            discriminatorOptimizer: .adam(learningRate: 1e-3, beta1: 0.5), seed: seed)
        self.model = model
    }

    /// The largest distance of the means.
    func metric() throws -> Double {
        guard let model else { return .nan }
        let made = try model.generate(count: 4000, seed: 9)
        return Double(try (made.mean(axis: 0) - data.features.mean(axis: 0)).abs().max().scalars[0])
    }
}
