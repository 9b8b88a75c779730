/// Rosenblatt's perceptron: one neuron that answers sign⟨w, x⟩, and the rule by which it learns from its mistakes.
///
/// ```swift
/// var perceptron = RosenblattPerceptron()
/// let trace = try perceptron.fit(.and, learningRate: 1)
/// trace.converged                    // true: and is linearly separable
/// perceptron.weights                 // [w₀, w₁, w₂]
/// ```
///
/// Source: F. Rosenblatt, "The Perceptron" (1958); the loop as in the course's slide, with one correction: there,
/// `converged` never becomes true again after the first mistake, so the loop would not end. Here each epoch starts with
/// `converged = true`, and a mistake makes it false.
public struct RosenblattPerceptron: LinearClassifier, Equatable {
    public static let noun = "perceptron"

    /// w₀ (the bias) and one weight a feature; nil before the first ``fit(_:learningRate:maxEpochs:recordLimit:)``.
    public private(set) var weights: [Double]?

    public init() {}

    /// A perceptron with given weights: w₀, then one a feature.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for fewer than two, or one that is not finite.
    public init(weights: [Double]) throws {
        try Self.check(weights: weights)
        self.weights = weights
    }

    /// Learns: goes through the examples in order, epoch by epoch, and where yᵢ ⟨w, xᵢ⟩ ≤ 0 sets w ← w + η yᵢ xᵢ, until an
    /// epoch has no mistake. It begins with w = 0, whatever was learned before.
    ///
    /// Where a line can separate the classes this ends after finitely many updates (Novikoff 1962); otherwise never, so that
    /// `maxEpochs` ends it.
    ///
    /// - Parameters:
    ///   - data: labels −1 and +1, or two classes 0 and 1 (read as −1 and +1).
    ///   - learningRate: η. As w begins at 0 it scales w and changes no answer.
    ///   - recordLimit: how many updates the trace keeps with all their numbers; the others are only counted.
    /// - Returns: what happened, update by update.
    /// - Throws: ``EngineError`` for a rate or a limit that makes no sense, or labels that are not two.
    @discardableResult
    public mutating func fit(
        _ data: Dataset, learningRate: Double = 1, maxEpochs: Int = 100, recordLimit: Int = 100_000
    ) throws -> PerceptronTrace {
        try Self.check(learningRate: learningRate, example: "1")
        guard maxEpochs >= 1, recordLimit >= 0 else {
            throw EngineError(
                .invalidArgument,
                "maxEpochs is \(maxEpochs), expected 1 or more; recordLimit is \(recordLimit), expected 0 or more.")
        }
        let labels = try Self.signs(of: data)
        let width = data.features.count / data.count
        var weights = [Double](repeating: 0, count: width + 1)
        var trace = PerceptronTrace(data: data, labels: labels, learningRate: learningRate, maxEpochs: maxEpochs)
        data.features.scalars.withUnsafeBufferPointer { features in
            for epoch in 1...maxEpochs {
                if Interruption.isRequested {
                    trace.interrupted = true
                    break
                }
                var mistakes = 0
                for index in labels.indices {
                    let x = UnsafeBufferPointer(rebasing: features[(index * width)..<((index + 1) * width)])
                    guard labels[index] * weighted(weights, x) <= 0 else { continue }
                    mistakes += 1
                    let change = learningRate * labels[index]
                    weights[0] += change
                    for place in 0..<width { weights[place + 1] += change * Double(x[place]) }
                    if trace.updates.count < recordLimit {
                        trace.updates.append(epoch: epoch, index: index, weightsAfter: weights)
                    }
                }
                trace.errors.append(mistakes)
                if mistakes == 0 {
                    trace.converged = true
                    break
                }
            }
        }
        trace.weights = weights
        self.weights = weights
        return trace
    }
}

extension RosenblattPerceptron: CustomStringConvertible {
    public var description: String { weightsText }
}
