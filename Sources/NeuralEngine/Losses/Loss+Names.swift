extension Loss: CaseIterable {
    /// The loss without its numbers; the raw value is the name that commands use.
    enum Kind: String, CaseIterable, Sendable {
        case meanSquaredError, meanAbsoluteError, meanAbsolutePercentageError, meanSquaredLogarithmicError, huber,
            logCosh
        case zeroOne, perceptron, hinge, squaredHinge, categoricalHinge, binaryCrossEntropy, binaryFocalCrossEntropy
        case categoricalCrossEntropy, sparseCategoricalCrossEntropy, klDivergence, poisson, cosineSimilarity
    }

    /// All of them, each with its usual numbers.
    public static let allCases: [Loss] = Kind.allCases.map {
        $0 == .binaryFocalCrossEntropy ? .binaryFocalCrossEntropy : Loss($0)
    }

    /// The name that commands use: `meanSquaredError`, …
    public var name: String { kind.rawValue }

    /// The loss of a name, with its usual numbers; nil when there is none.
    public init?(name: String) {
        guard let loss = Loss.allCases.first(where: { $0.name == name }) else { return nil }
        self = loss
    }

    /// How it is written in Swift: `.meanSquaredError`, `.huber(delta: 0.5)`.
    public var code: String {
        let usual: Float = kind == .binaryFocalCrossEntropy ? 2 : 1
        let label = kind == .binaryFocalCrossEntropy ? "gamma" : "delta"
        let parts = [
            alpha < 0 ? nil : "alpha: \(compactText(Double(alpha)))",
            delta == usual ? nil : "\(label): \(compactText(Double(delta)))",
            fromLogits ? "fromLogits: true" : nil,
            labelSmoothing == 0 ? nil : "labelSmoothing: \(compactText(Double(labelSmoothing)))",
        ].compactMap { $0 }
        return ".\(name)" + (parts.isEmpty ? "" : "(" + parts.joined(separator: ", ") + ")")
    }
}

extension Loss: CustomStringConvertible {
    public var description: String { name }
}
