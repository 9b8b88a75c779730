/// Rosenblatt's perceptron: one neuron that answers sign⟨w, x⟩, and the rule by which it learns from its mistakes.
///
/// The bias is a weight like the others: x₀ = 1 is put before the features, w₀ is its weight.
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
public struct RosenblattPerceptron: Predictor, Sendable, Equatable {
    /// w₀ (the bias) and one weight a feature; nil before the first ``fit(_:learningRate:maxEpochs:recordLimit:)``.
    public private(set) var weights: [Double]?

    public init() {}

    /// A perceptron with given weights: w₀, then one a feature.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for fewer than two, or one that is not finite.
    public init(weights: [Double]) throws {
        guard weights.count >= 2, weights.allSatisfy(\.isFinite) else {
            throw EngineError(
                .invalidArgument,
                "A perceptron has a finite weight for the bias and one or more for features, not \(weights).")
        }
        self.weights = weights
    }

    /// ⟨w, x⟩ for each example: `[batch, features]` to `[batch, 1]`. Its sign is the answer, its zero the boundary.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes; ``EngineError/Code/invalidArgument`` before training.
    public func decision(_ features: Tensor) throws -> Tensor {
        guard let weights else {
            throw EngineError(.invalidArgument, "This perceptron has no weights yet; call fit first.")
        }
        let width = weights.count - 1
        guard features.rank >= 2, features.shape.dropFirst().reduce(1, *) == width else {
            throw EngineError(
                .shapeMismatch,
                "This perceptron takes input of shape [batch, \(width)], but \(shapeText(features.shape)) was given.")
        }
        let count = features.shape[0]
        return Tensor(uncheckedShape: [count, 1]) { target in
            features.scalars.withUnsafeBufferPointer { source in
                for row in 0..<count {
                    target[row] = Float(Self.sum(weights, UnsafeBufferPointer(rebasing: source[(row * width)...])))
                }
            }
        }
    }

    /// The answers, −1 or +1 (for a sum of 0 too): `[batch, features]` to `[batch, 1]`.
    ///
    /// - Throws: as ``decision(_:)``.
    public func predict(_ features: Tensor) throws -> Tensor { try decision(features).mapped { $0 >= 0 ? 1 : -1 } }

    /// The part of a data set that is answered rightly.
    ///
    /// - Throws: as ``decision(_:)``, and when the labels are not two.
    public func accuracy(on data: Dataset) throws -> Double {
        let answers = try predict(data.features).scalars
        let labels = try Self.labels(of: data)
        return Double(zip(answers, labels).filter { Double($0) == $1 }.count) / Double(labels.count)
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
        guard learningRate.isFinite, learningRate > 0 else {
            throw EngineError(
                .invalidArgument, "The learning rate is \(learningRate), expected a positive number, such as 1.")
        }
        guard maxEpochs >= 1, recordLimit >= 0 else {
            throw EngineError(
                .invalidArgument,
                "maxEpochs is \(maxEpochs), expected 1 or more; recordLimit is \(recordLimit), expected 0 or more.")
        }
        let labels = try Self.labels(of: data)
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
                    guard labels[index] * Self.sum(weights, x) <= 0 else { continue }
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

    /// ⟨w, (1, x)⟩ in double precision.
    private static func sum(_ weights: [Double], _ x: UnsafeBufferPointer<Float>) -> Double {
        var sum = weights[0]
        for place in 1..<weights.count { sum += weights[place] * Double(x[place - 1]) }
        return sum
    }

    /// −1 or +1 for each example.
    private static func labels(of data: Dataset) throws -> [Double] {
        guard let labels = data.labels, labels.allSatisfy({ $0 <= 1 }) else {
            throw EngineError(
                .invalidData,
                """
                A perceptron tells two classes apart: the targets of data set "\(data.name)" have to be -1 and +1, or 0 and 1.
                """)
        }
        return labels.map { $0 == 1 ? 1 : -1 }
    }
}

extension RosenblattPerceptron: CustomStringConvertible {
    public var description: String {
        guard let weights else { return "RosenblattPerceptron, not trained" }
        return "RosenblattPerceptron, w = [" + weights.map(compactText).joined(separator: ", ") + "]"
    }
}
