/// What a pocket algorithm's training went through.
public struct PocketTrace: Sendable, Equatable {
    /// Weights that came into the pocket.
    public struct Replacement: Sendable, Equatable {
        /// The epoch, from 1.
        public let epoch: Int
        /// How many examples had been drawn by then.
        public let draws: Int
        /// How many examples of the data these weights answer wrongly: fewer than those before in the pocket.
        public let errors: Int
        /// w₀ (the bias), then one a feature.
        public let weights: [Double]
    }

    /// The data set's name.
    public let dataset: String
    public let learningRate: Double
    public let maxEpochs: Int
    /// What came into the pocket, in order.
    public internal(set) var replacements: [Replacement] = []
    /// How many examples the perceptron's moving weights answer wrongly at the end of each epoch.
    public internal(set) var errors: [Int] = []
    /// How many the weights in the pocket do; never rising.
    public internal(set) var pocketErrors: [Int] = []
    /// Corrections of the moving weights.
    public internal(set) var updateCount = 0
    /// Whether the weights in the pocket answer everything rightly.
    public internal(set) var converged = false
    /// Whether an interrupt ended it.
    public internal(set) var interrupted = false
    /// The weights in the pocket at the end.
    public internal(set) var weights: [Double]

    /// Epochs gone through: as many draws as there are examples each, the last perhaps not to its end.
    public var epochs: Int { errors.count }
}

extension PocketTrace: CustomStringConvertible {
    /// `Pocket perceptron on "xor": 1 wrong at best in 50 epochs, 3 times replaced, w = [1, 2, 2]`.
    public var description: String {
        let numbers = weights.map(compactText).joined(separator: ", ")
        let outcome =
            converged
            ? "all right after \(epochs) epochs" : "\(pocketErrors.last ?? 0) wrong at best in \(epochs) epochs"
        return """
            Pocket perceptron on "\(dataset)": \(outcome)\(interrupted ? ", interrupted" : ""), \(replacements.count) times \
            replaced, w = [\(numbers)]
            """
    }
}
