import NeuralEngine

/// Two species of iris told apart by the delta rule, all examples at once.
struct AdalineRecipe: Recipe {
    static let name = "adaline"

    private let data: Dataset
    private var adaline = Adaline()

    /// - Parameter seed: nothing is drawn.
    init(seed: UInt64) throws { data = try Dataset.iris().keeping(classes: [1, 2]).standardized().signedTargets() }

    var arrays: [String: Tensor] { ["x": data.features, "y": data.targets] }

    mutating func train() throws { try adaline.fit(data, learningRate: 0.1, epochs: 500, batchSize: nil) }

    func metric() throws -> Double { try adaline.accuracy(on: data) }
}
