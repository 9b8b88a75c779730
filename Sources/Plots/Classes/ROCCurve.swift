public import NeuralEngine

/// How many positive examples a score finds, and at what price in false alarms, for every threshold.
///
/// Source: T. Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27 (2006), algorithm 1.
public struct ROCCurve: Sendable, Equatable {
    public var name: String
    /// Of the negative examples, the part above the threshold; rising from 0 to 1.
    public let falsePositiveRate: [Double]
    /// Of the positive examples, the part above the threshold; rising from 0 to 1.
    public let truePositiveRate: [Double]
    /// The area below the curve: 1 for a perfect order, ½ for chance.
    public let auc: Double

    /// - Parameters:
    ///   - scores: The higher, the surer that the example is positive.
    ///   - isPositive: The right answers, as many as scores.
    /// - Throws: ``PlotError`` unless there are both positive and negative examples, and every score is a number.
    public init(name: String = "", scores: [Double], isPositive: [Bool]) throws {
        guard scores.count == isPositive.count else {
            throw PlotError("There are \(scores.count) scores but \(isPositive.count) right answers.")
        }
        guard !scores.contains(where: \.isNaN) else {
            throw PlotError("\(scores.count { $0.isNaN }) of \(scores.count) scores are NaN, so they have no order.")
        }
        let positives = isPositive.count { $0 }
        let negatives = isPositive.count - positives
        guard positives > 0, negatives > 0 else {
            throw PlotError(
                """
                A ROC curve needs positive and negative examples; there are \(positives) positive and \(negatives) negative \
                ones\(name.isEmpty ? "" : " of \(name)").
                """)
        }
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        var (falses, trues) = (0, 0)
        var rates: [(Double, Double)] = [(0, 0)]
        for (place, index) in order.enumerated() {
            if isPositive[index] { trues += 1 } else { falses += 1 }
            // Equal scores cannot be told apart by any threshold: one corner for all of them.
            if place + 1 < order.count, scores[order[place + 1]] == scores[index] { continue }
            rates.append((Double(falses) / Double(negatives), Double(trues) / Double(positives)))
        }
        self.name = name
        falsePositiveRate = rates.map(\.0)
        truePositiveRate = rates.map(\.1)
        auc = zip(rates, rates.dropFirst()).reduce(0) { $0 + ($1.1.0 - $1.0.0) * ($1.1.1 + $1.0.1) / 2 }
    }

    /// One curve for two classes, the second one being positive; otherwise one for each class against all others.
    ///
    /// - Throws: ``PlotError`` when the targets are no classes or the outputs no scores; what the model throws.
    public static func curves(_ model: some Predictor, _ data: Dataset) throws -> [ROCCurve] {
        guard let labels = data.labels, let classes = data.classCount else {
            throw PlotError("The targets of data set \(data.name) are no classes, so there is no ROC curve.")
        }
        let answers = try (model as? any LinearClassifier)?.decision(data.features) ?? model.predict(data.features)
        let width = answers.count / max(data.count, 1)
        func scores(_ column: Int) -> [Double] {
            (0..<data.count).map { Double(answers.scalars[$0 * width + column]) }
        }
        func name(_ label: Int) -> String {
            data.classNames.flatMap { $0.indices.contains(label) ? $0[label] : nil } ?? "class \(label)"
        }
        if width == 1 {
            guard classes == 2 else {
                throw PlotError("The model has one output, but data set \(data.name) has \(classes) classes.")
            }
            return [try ROCCurve(name: name(1), scores: scores(0), isPositive: labels.map { $0 == 1 })]
        }
        guard width >= classes else {
            throw PlotError("The model has \(width) outputs, but data set \(data.name) has \(classes) classes.")
        }
        let shown = classes == 2 ? [1] : Array(0..<classes)
        return try shown.map { label in
            try ROCCurve(name: name(label), scores: scores(label), isPositive: labels.map { $0 == label })
        }
    }
}
