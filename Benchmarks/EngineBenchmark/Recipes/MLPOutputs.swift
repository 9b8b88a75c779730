import NeuralEngine

/// Where an arm of two joints ends, and how far from the shoulder: three outputs.
struct MLPOutputs: HeldBackRecipe {
    static let name = "mlp-outputs"

    private let seed: UInt64
    let data: Dataset
    let test: Dataset
    private var model: Sequential?

    init(seed: UInt64) throws {
        self.seed = seed
        let angles = try Tensor.uniform([800, 2], in: 0..<1.5, seed: 1)
        let (first, second) = (try angles[.all, 0], try angles[.all, 1])
        let x = try first.cos() + (first + second).cos()
        let y = try first.sin() + (first + second).sin()
        let distance = try (x.squared() + y.squared()).squareRoot()
        (data, test) = try Dataset(name: "arm", features: angles, targets: Tensor.stacked([x, y, distance], axis: 1))
            .split(validation: 0.25, seed: 2)
    }

    mutating func train() throws {
        let model = try Sequential(inputShape: [2], seed: seed) {
            Dense(32, activation: .tanh)
            Dense(3)
        }
        try model.fit(
            data, loss: .meanSquaredError, optimizer: .adam(learningRate: 0.01), epochs: 100, batchSize: 32, seed: seed)
        self.model = model
    }

    func metric() throws -> Double {
        try model?.evaluate(test, metrics: [.rootMeanSquaredError]).metrics["rootMeanSquaredError"] ?? .nan
    }
}
