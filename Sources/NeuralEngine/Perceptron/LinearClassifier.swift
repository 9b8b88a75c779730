/// A single neuron that tells two classes apart by the sign of ⟨w, x⟩: ``RosenblattPerceptron``, ``Adaline``,
/// ``PocketPerceptron``. They differ in how they find w.
///
/// The bias is a weight like the others: x₀ = 1 is put before the features, w₀ is its weight.
public protocol LinearClassifier: Predictor, Sendable {
    /// What messages call it: `perceptron`.
    static var noun: String { get }

    /// w₀ (the bias) and one weight a feature; nil before the first `fit`.
    var weights: [Double]? { get }
}

extension LinearClassifier {
    /// ⟨w, x⟩ for each example: `[batch, features]` to `[batch, 1]`. Its sign is the answer, its zero the boundary.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes; ``EngineError/Code/invalidArgument`` before training.
    public func decision(_ features: Tensor) throws -> Tensor {
        guard let weights else {
            throw EngineError(.invalidArgument, "This \(Self.noun) has no weights yet; call fit first.")
        }
        let width = weights.count - 1
        guard features.rank >= 2, features.shape.dropFirst().reduce(1, *) == width else {
            throw EngineError(
                .shapeMismatch,
                "This \(Self.noun) takes input of shape [batch, \(width)], but \(shapeText(features.shape)) was given.")
        }
        let count = features.shape[0]
        return Tensor(uncheckedShape: [count, 1]) { target in
            features.scalars.withUnsafeBufferPointer { source in
                for row in 0..<count {
                    target[row] = Float(weighted(weights, UnsafeBufferPointer(rebasing: source[(row * width)...])))
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
        let labels = try Self.signs(of: data)
        return Double(zip(answers, labels).filter { Double($0) == $1 }.count) / Double(labels.count)
    }

    /// −1 or +1 for each example.
    ///
    /// - Throws: ``EngineError/Code/invalidData`` when the labels are not two.
    static func signs(of data: Dataset) throws -> [Double] {
        guard let labels = data.labels, labels.allSatisfy({ $0 <= 1 }) else {
            throw EngineError(
                .invalidData,
                """
                \(title) tells two classes apart: the targets of data set "\(data.name)" have to be -1 and +1, or 0 and 1.
                """)
        }
        return labels.map { $0 == 1 ? 1 : -1 }
    }

    /// `An Adaline`, to begin a message.
    private static var title: String { (noun.hasPrefix("A") ? "An " : "A ") + noun }

    /// - Throws: ``EngineError/Code/invalidArgument`` unless there are a bias and a weight, all finite.
    static func check(weights: [Double]) throws {
        guard weights.count >= 2, weights.allSatisfy(\.isFinite) else {
            throw EngineError(
                .invalidArgument,
                "\(title) has a finite weight for the bias and one or more for features, not \(weights).")
        }
    }

    /// `Adaline, w = [0.5, 1]`
    var weightsText: String {
        guard let weights else { return "\(Self.self), not trained" }
        return "\(Self.self), w = [" + weights.map(compactText).joined(separator: ", ") + "]"
    }

    /// - Throws: ``EngineError/Code/invalidArgument`` unless the rate is a positive number.
    static func check(learningRate: Double, example: String) throws {
        guard learningRate.isFinite, learningRate > 0 else {
            throw EngineError(
                .invalidArgument,
                "The learning rate is \(learningRate), expected a positive number, such as \(example).")
        }
    }
}

/// ⟨w, (1, x)⟩ in double precision.
@inline(__always)
func weighted(_ weights: [Double], _ x: UnsafeBufferPointer<Float>) -> Double {
    var sum = weights[0]
    for place in 1..<weights.count { sum += weights[place] * Double(x[place - 1]) }
    return sum
}
