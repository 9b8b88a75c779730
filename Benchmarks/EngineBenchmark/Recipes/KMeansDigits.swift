import NeuralEngine

/// Ten clusters of digits.
struct KMeansDigits: Recipe {
    static let name = "kmeans"

    private let seed: UInt64
    private let data: Dataset
    private var clusters: KMeans?

    init(seed: UInt64) throws {
        self.seed = seed
        data = try Dataset.digits()
    }

    var arrays: [String: Tensor] { ["x": data.features] }

    mutating func train() throws { clusters = try KMeans(of: data, clusters: 10, restarts: 10, seed: seed) }

    func metric() throws -> Double { (clusters?.inertia ?? .nan) / Double(data.count) }
}
