import NeuralEngine
import Spelling

/// What callbacks look at, by our names and Keras's: `val_loss`, `validation accuracy`, `loss`.
struct MonitorWord {
    /// What the training measures: `loss`, `accuracy`, `validation loss`, …
    let measured: [String]

    init(metrics: [Metric], hasValidation: Bool, classNames: [String]) {
        let own =
            ["loss"]
            + metrics.flatMap { metric in
                metric.average == .perClass ? classNames.map { "\(metric.name) \($0)" } : [metric.name]
            }
        measured = own + (hasValidation ? own.map { "validation \($0)" } : [])
    }

    /// The monitor of a name; the loss, on validation data where there are some, when none is given.
    ///
    /// - Throws: ``LabError`` listing what is measured.
    func monitor(_ name: String?) throws -> Monitor {
        guard let name else { return measured.contains("validation loss") ? .validationLoss : .loss }
        var folded = Spelling.folded(WordParts.plain(name))
        var prefix = ""
        for start in ["validation", "val"] where folded.hasPrefix(start) {
            prefix = "validation"
            folded = String(folded.dropFirst(start.count))
            break
        }
        let metric = MetricWord.list.form(named: folded).map { Spelling.folded($0.kind) } ?? folded
        if let found = measured.first(where: { [prefix + folded, prefix + metric].contains(Spelling.folded($0)) }) {
            return Monitor(found)
        }
        let missing = prefix.isEmpty || measured.contains("validation loss")
        throw LabError(
            LabError.unknown("measured number", name, known: measured, hint: "").message
                + (missing ? " --metric adds others." : " There are no validation data: see --validation."))
    }

    /// As Swift writes it; nil for what callbacks look at by themselves.
    static func code(_ monitor: Monitor) -> String? {
        switch monitor {
        case .validationLoss: nil
        case .loss: "monitor: .loss"
        default: "monitor: \(SwiftCode.string(monitor.name))"
        }
    }
}
