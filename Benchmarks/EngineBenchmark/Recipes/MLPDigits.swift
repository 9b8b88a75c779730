import NeuralEngine

/// Digits by dense layers: many classes.
struct MLPDigits: DigitsRecipe {
    static let name = "mlp-digits"

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
            Dense(10, activation: .softmax)
        }
        try model.fit(
            digits.train, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 0.003), epochs: 25,
            batchSize: 32, seed: seed)
        self.model = model
    }

    func metric() throws -> Double { try model?.evaluate(digits.test, metrics: [.accuracy]).accuracy ?? .nan }
}
