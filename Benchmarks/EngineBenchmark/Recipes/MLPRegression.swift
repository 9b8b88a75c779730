import NeuralEngine

/// A curve with two bends, through noise.
struct MLPRegression: HeldBackRecipe {
    static let name = "mlp-regression"

    private let seed: UInt64
    let data: Dataset
    let test: Dataset
    private var model: Sequential?

    init(seed: UInt64) throws {
        self.seed = seed
        let x = try Tensor.uniform([300, 1], in: -3..<3, seed: 1)
        let noise = try Tensor.normal([300, 1], deviation: 0.1, seed: 2)
        (data, test) = try Dataset(name: "curve", features: x, targets: (2 * x).sin() + 0.3 * x + noise)
            .split(validation: 0.2, seed: 3)
    }

    mutating func train() throws {
        let model = try Sequential(inputShape: [1], seed: seed) {
            Dense(32, activation: .tanh)
            Dense(32, activation: .tanh)
            Dense(1)
        }
        try model.fit(
            data, loss: .meanSquaredError, optimizer: .adam(learningRate: 0.01), epochs: 200, batchSize: 32, seed: seed)
        self.model = model
    }

    func metric() throws -> Double {
        try model?.evaluate(test, metrics: [.rootMeanSquaredError]).metrics["rootMeanSquaredError"] ?? .nan
    }
}
