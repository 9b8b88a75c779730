import NeuralEngine

/// An LSTM that forecasts the next month's passengers from the last two years.
struct LSTMSeries: HeldBackRecipe {
    static let name = "lstm-series"

    private let seed: UInt64
    let data: Dataset
    let test: Dataset
    private var model: Sequential?

    init(seed: UInt64) throws {
        self.seed = seed
        (data, test) = try Dataset.airPassengers(length: 24).split(validation: 0.2, shuffle: false)
    }

    mutating func train() throws {
        let model = try Sequential(inputShape: [24, 1], seed: seed) {
            LSTM(32)
            Dense(1)
        }
        try model.fit(
            data, loss: .meanSquaredError, optimizer: .adam(learningRate: 0.005), epochs: 200, batchSize: 16,
            seed: seed)
        self.model = model
    }

    /// The targets are differences from the last value, so that the last value forecasts 0.
    func metric() throws -> Double {
        guard let model else { return .nan }
        let errors = try model.predict(test.features).reshaped(test.targets.shape) - test.targets
        return
            (errors.scalars.reduce(0) { $0 + Double($1 * $1) }
            / test.targets.scalars.reduce(0) { $0 + Double($1 * $1) }).squareRoot()
    }
}
