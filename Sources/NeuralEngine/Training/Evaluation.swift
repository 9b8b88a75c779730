/// How good a network is on a data set.
public struct Evaluation: Sendable, Equatable, CustomStringConvertible {
    public let dataset: String
    public let lossFunction: Loss
    /// The mean loss.
    public let loss: Double
    /// The metrics by name: `accuracy`, …
    public let metrics: [String: Double]
    /// How many examples were looked at.
    public let count: Int

    /// The accuracy, when it was asked for.
    public var accuracy: Double? { metrics[Metric.accuracy.name] }

    /// `loss 0.1234, accuracy 0.9700 on "moons" (200 examples)`.
    public var description: String {
        let parts =
            ["loss \(fixedText(loss, decimals: 4))"]
            + metrics.keys.sorted().map { "\($0) \(fixedText(metrics[$0] ?? .nan, decimals: 4))" }
        return parts.joined(separator: ", ") + " on \"\(dataset)\" (\(count) example\(count == 1 ? "" : "s"))"
    }
}
