import NeuralEngine

/// A circle inside of another.
struct MLPTwoClasses: HeldBackRecipe {
    static let name = "mlp-two-classes"

    private let seed: UInt64
    let data: Dataset
    let test: Dataset
    private var model: Sequential?

    init(seed: UInt64) throws {
        self.seed = seed
        (data, test) = try Dataset.circles(samples: 500, noise: 0.08, seed: 1).split(validation: 0.3, seed: 2)
    }

    mutating func train() throws {
        let model = try Sequential(inputShape: [2], seed: seed) {
            Dense(16, activation: .relu)
            Dense(16, activation: .relu)
            Dense(1, activation: .sigmoid)
        }
        try model.fit(
            data, loss: .binaryCrossEntropy, optimizer: .adam(learningRate: 0.01), epochs: 60, batchSize: 32, seed: seed
        )
        self.model = model
    }

    func metric() throws -> Double { try model?.evaluate(test, metrics: [.accuracy]).accuracy ?? .nan }
}
