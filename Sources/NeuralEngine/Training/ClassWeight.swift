/// What examples of each class count for in the loss: more for rare classes, say.
///
/// ```swift
/// try model.fit(data, loss: .categoricalCrossEntropy, epochs: 20, classWeight: .balanced)
/// try model.fit(data, loss: .binaryCrossEntropy, epochs: 20, classWeight: [0: 1, 1: 10])
/// ```
public enum ClassWeight: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// count / (classes · count of the class), so that every class counts alike and the mean weight is 1 (scikit-learn's rule).
    case balanced
    /// A weight for each class; 1 for those that are not named.
    case weights([Int: Float])

    public init(dictionaryLiteral elements: (Int, Float)...) {
        self = .weights(Dictionary(elements, uniquingKeysWith: { $1 }))
    }

    /// The weight of each class.
    ///
    /// - Parameter labels: the class of each row.
    /// - Throws: ``EngineError/Code/invalidArgument`` for a weight that makes no sense or a class that does not exist.
    func values(labels: [Int], classCount: Int, data: String) throws -> [Float] {
        switch self {
        case .balanced:
            var counts = [Int](repeating: 0, count: classCount)
            for label in labels { counts[label] += 1 }
            let present = counts.filter { $0 > 0 }.count
            return counts.map { $0 == 0 ? 1 : Float(Double(labels.count) / Double(present * $0)) }
        case .weights(let weights):
            for (label, weight) in weights.sorted(by: { $0.key < $1.key }) {
                guard (0..<classCount).contains(label) else {
                    throw EngineError(
                        .invalidArgument,
                        "classWeight names class \(label), but data set \"\(data)\" has the classes 0..<\(classCount).")
                }
                guard weight.isFinite, weight >= 0 else {
                    throw EngineError(
                        .invalidArgument, "classWeight of class \(label) is \(weight), expected 0 or more.")
                }
            }
            return (0..<classCount).map { weights[$0] ?? 1 }
        }
    }
}
