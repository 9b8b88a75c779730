import NeuralEngine

/// Ten principal components of the digits.
struct PCADigits: Recipe {
    static let name = "pca"

    private let data: Dataset
    private var components: PrincipalComponents?

    /// - Parameter seed: nothing is drawn.
    init(seed: UInt64) throws { data = try Dataset.digits() }

    var arrays: [String: Tensor] { ["x": data.features] }

    mutating func train() throws { components = try PrincipalComponents(of: data, count: 10) }

    func metric() throws -> Double { components?.explainedVarianceRatio.reduce(0, +) ?? .nan }
}
