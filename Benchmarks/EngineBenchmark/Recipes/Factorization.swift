import NeuralEngine

/// Ratings foretold from factors of users and items.
struct Factorization: HeldBackRecipe {
    static let name = "factorization"

    private let seed: UInt64
    let data: Dataset
    let test: Dataset
    private var model: MatrixFactorization?

    init(seed: UInt64) throws {
        self.seed = seed
        (data, test) = try Dataset.ratings(users: 200, items: 100, seed: 1).split(validation: 0.2, seed: 2)
    }

    mutating func train() throws {
        var model = try MatrixFactorization(users: 200, items: 100, factors: 4, seed: seed)
        try model.fit(data, learningRate: 0.02, regularization: 0.05, epochs: 60, seed: seed)
        self.model = model
    }

    func metric() throws -> Double {
        guard let model else { return .nan }
        let error = try meanSquaredError(model.predict(test.features).flattened(), test.targets)
        return Double(try error.squareRoot().scalar)
    }
}
