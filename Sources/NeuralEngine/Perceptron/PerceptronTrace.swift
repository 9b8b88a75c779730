/// What a perceptron's training went through.
public struct PerceptronTrace: Sendable, Equatable {
    /// The data set's name.
    public let dataset: String
    public let learningRate: Double
    public let maxEpochs: Int
    /// Every update in order, up to the limit that was given.
    public internal(set) var updates: PerceptronUpdates
    /// Mistakes, each an update, in each epoch; the last is 0 when it converged.
    public internal(set) var errors: [Int] = []
    /// Whether an epoch went by without a mistake.
    public internal(set) var converged = false
    /// Whether an interrupt ended it.
    public internal(set) var interrupted = false
    /// The weights at the end: w₀ (the bias), then one a feature.
    public internal(set) var weights: [Double]

    init(data: Dataset, labels: [Double], learningRate: Double, maxEpochs: Int) {
        dataset = data.name
        self.learningRate = learningRate
        self.maxEpochs = maxEpochs
        updates = PerceptronUpdates(data: data, labels: labels)
        weights = [Double](repeating: 0, count: data.features.count / data.count + 1)
    }

    /// Epochs gone through, the last, faultless one included.
    public var epochs: Int { errors.count }

    /// Updates made, recorded or not.
    public var updateCount: Int { errors.reduce(0, +) }
}

extension PerceptronTrace: CustomStringConvertible {
    /// `Perceptron on "and": converged after 6 epochs and 11 updates, w = [-3, 2, 1]`.
    public var description: String {
        let outcome = converged ? "converged after" : interrupted ? "interrupted after" : "did not converge in"
        let numbers = weights.map(compactText).joined(separator: ", ")
        return "Perceptron on \"\(dataset)\": \(outcome) \(epochs) epochs and \(updateCount) updates, w = [\(numbers)]"
    }
}
