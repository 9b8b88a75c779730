/// A number of each epoch that a callback looks at: the loss or a metric, on training or validation data.
public struct Monitor: Sendable, Hashable, ExpressibleByStringLiteral {
    /// As ``History`` names it, with `validation ` in front for validation data: `loss`, `validation accuracy`.
    public let name: String

    /// - Parameter name: `loss`, `validation loss`, `accuracy`, `validation accuracy`, …
    public init(_ name: String) { self.name = name }
    public init(stringLiteral name: String) { self.init(name) }

    /// The loss on the training data.
    public static let loss = Monitor("loss")
    /// The loss on the validation data.
    public static let validationLoss = Monitor("validation loss")
    /// A metric on the training data.
    public static func metric(_ metric: Metric) -> Monitor { Monitor(metric.name) }
    /// A metric on the validation data.
    public static func validation(_ metric: Metric) -> Monitor { Monitor("validation " + metric.name) }

    /// Which numbers are better.
    public enum Mode: String, Sendable, Hashable {
        /// Smaller for losses and errors, larger for the rest.
        case auto
        case min
        case max
    }

    /// Its number in the last epoch.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` listing what is measured, when this is not.
    func value(in history: History, asker: String) throws -> Double {
        let prefix = "validation "
        let value: Double? =
            switch name {
            case "loss": history.loss.last
            case "validation loss": history.validationLoss.last
            case let name where name.hasPrefix(prefix):
                history.validationMetrics[String(name.dropFirst(prefix.count))]?.last
            default: history.metrics[name]?.last
            }
        if let value { return value }
        var known = ["loss"] + history.metrics.keys.sorted()
        if !history.validationLoss.isEmpty {
            known += ["validation loss"] + history.validationMetrics.keys.sorted().map { prefix + $0 }
        }
        throw EngineError(
            .invalidArgument,
            """
            \(asker) looks at the \(name), which this training does not measure; it measures \(known.joined(separator: ", "))\
            \(history.validationLoss.isEmpty ? " (give validation data for more)" : "").
            """)
    }

    /// Whether a number is better than another by more than `minDelta`.
    func isBetter(_ value: Double, than best: Double, by minDelta: Double = 0, mode: Mode) -> Bool {
        if best.isNaN { return !value.isNaN }
        return isSmallerBetter(mode) ? value < best - minDelta : value > best + minDelta
    }

    func isSmallerBetter(_ mode: Mode) -> Bool {
        switch mode {
        case .min: return true
        case .max: return false
        case .auto:
            let words = name.lowercased()
            return words.hasSuffix("loss") || words.contains("error")
        }
    }
}
