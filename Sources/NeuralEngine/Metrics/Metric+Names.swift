extension Metric: CaseIterable {
    /// The metric without its numbers; the raw value is the name that commands use.
    enum Kind: String, CaseIterable, Sendable {
        case accuracy, binaryAccuracy, topKAccuracy, precision, recall, f1, auc, meanAbsoluteError, meanSquaredError
        case rootMeanSquaredError, meanAbsolutePercentageError, r2, cosineSimilarity
    }

    /// All of them, each with its usual numbers.
    public static let allCases: [Metric] = Kind.allCases.map { $0 == .topKAccuracy ? .topKAccuracy : Metric($0) }

    /// The name in histories and evaluations, and the one that commands use: `accuracy`, `macroF1`, `top3Accuracy`.
    public var name: String {
        if kind == .topKAccuracy, k != 5 { return "top\(k)Accuracy" }
        guard let average, average != .binary, average != .perClass else { return kind.rawValue }
        return average.rawValue + kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()
    }

    /// The metric of a name, such as `f1`, `macroF1`, `top3Accuracy` or `perClassRecall`; nil when there is none.
    public init?(name: String) {
        if let kind = Kind(rawValue: name) {
            self = kind == .topKAccuracy ? .topKAccuracy : Metric(kind)
            return
        }
        if name.hasPrefix("top"), name.hasSuffix("Accuracy"), let k = Int(name.dropFirst(3).dropLast(8)), k > 0 {
            self = .topKAccuracy(k: k)
            return
        }
        for average in Average.allCases where name.hasPrefix(average.rawValue) {
            let rest = name.dropFirst(average.rawValue.count)
            let kind = Kind(rawValue: rest.prefix(1).lowercased() + rest.dropFirst())
            guard let kind, [.precision, .recall, .f1].contains(kind) else { continue }
            self = Metric(kind, average: average)
            return
        }
        return nil
    }

    /// How it is written in Swift: `.accuracy`, `.f1(average: .macro)`.
    public var code: String {
        if kind == .topKAccuracy, k != 5 { return ".topKAccuracy(k: \(k))" }
        return ".\(kind.rawValue)" + (average.map { "(average: .\($0.rawValue))" } ?? "")
    }
}

extension Metric: CustomStringConvertible {
    public var description: String { name }
}
