import NeuralEngine
import Spelling

/// Metrics as commands write them: `accuracy`, `top3Accuracy`, `f1(average: macro)`.
enum MetricWord {
    static let list = WordList(
        noun: "metric", forms: Metric.allCases.map(form),
        aliases: [
            "acc": "accuracy", "mae": "meanAbsoluteError", "mse": "meanSquaredError", "rmse": "rootMeanSquaredError",
            "mape": "meanAbsolutePercentageError", "topkcategoricalaccuracy": "topKAccuracy", "f1score": "f1",
            "r2score": "r2", "categoricalaccuracy": "accuracy", "sparsecategoricalaccuracy": "accuracy",
        ])

    /// The metrics of `--metric a --metric b,c`; none for `none`, and the usual ones of the loss where nothing was said.
    static func metrics(_ words: [String], for loss: Loss) throws -> [Metric] {
        guard !words.isEmpty else { return loss.isForClasses ? [.accuracy] : [] }
        var metrics: [Metric] = []
        for word in words.flatMap({ WordParts.split($0) }) where Spelling.folded(word) != "none" {
            let metric = try metric(word)
            if !metrics.contains(metric) { metrics.append(metric) }
        }
        return metrics
    }

    private static func metric(_ word: String) throws -> Metric {
        // `macroF1`, `top3Accuracy`: names that hold a number or an average.
        let folded = Spelling.folded(word)
        if let metric = combined.first(where: { Spelling.folded($0.name) == folded })?.metric { return metric }
        if folded.hasPrefix("top"), folded.hasSuffix("accuracy"), let k = Int(folded.dropFirst(3).dropLast(8)), k >= 1 {
            return .topKAccuracy(k: k)
        }
        return try list.value(word)
    }

    private static let combined: [(name: String, metric: Metric)] = Metric.Average.allCases.flatMap { average in
        ["Precision", "Recall", "F1"].compactMap { kind in
            Metric(name: average.rawValue + kind).map { (average.rawValue + kind, $0) }
        }
    }

    private static func form(_ metric: Metric) -> WordForm<Metric> {
        let kind = metric.name
        func averaged(_ make: @escaping @Sendable (Metric.Average) -> Metric) -> WordForm<Metric> {
            WordForm(kind: kind, options: ["average"]) { values in
                try values.choice("average", of: Metric.Average.self).map(make) ?? metric
            }
        }
        switch metric {
        case .topKAccuracy:
            return WordForm(kind: kind, parameters: ["k"]) { .topKAccuracy(k: try $0.count("k") ?? 5) }
        case .precision: return averaged { .precision(average: $0) }
        case .recall: return averaged { .recall(average: $0) }
        case .f1: return averaged { .f1(average: $0) }
        default: return WordForm(kind: kind) { _ in metric }
        }
    }
}
