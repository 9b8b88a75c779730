public import Charts
public import NeuralEngine

extension Chart {
    /// A metric of each epoch on training and validation data; without a name, every metric that was measured.
    ///
    /// - Throws: ``PlotError`` when the training measured no metric of that name, or none at all.
    public static func metrics(_ history: History, _ name: String? = nil, theme: Theme = .light) throws -> Chart {
        let measured = Set(history.metrics.keys).union(history.validationMetrics.keys).sorted()
        guard !measured.isEmpty else {
            throw PlotError(
                "The training of \(history.model) measured no metrics; say metrics: [.accuracy] when it is trained.")
        }
        if let name, !measured.contains(name) {
            throw PlotError(
                "The training of \(history.model) did not measure \(name); it measured \(measured.joined(separator: ", "))."
            )
        }
        let names = name.map { [$0] } ?? measured
        let isFraction = names.allSatisfy { $0.lowercased().contains("accuracy") }
        let title = names.count == 1 ? words(names[0]).capitalisedFirst : "Metrics"
        return Chart(
            title: "\(title) of \(history.model) on \(history.dataset)", subtitle: subtitle(history)
        ) {
            for (index, name) in names.enumerated() {
                let color = theme.palette.color(index)
                let series = [
                    ("training", history.metrics[name] ?? [], [] as [Double]),
                    ("validation", history.validationMetrics[name] ?? [], [6, 3]),
                ]
                for (part, values, dash) in series where !values.isEmpty {
                    LineMark(
                        x: values.indices.map { Double($0 + 1) }, y: values,
                        label: names.count == 1 ? part : "\(words(name)), \(part)",
                        color: names.count == 1 && !dash.isEmpty ? theme.palette.color(1) : color, dash: dash)
                }
            }
        }
        .xAxis("epoch", ticks: .integers)
        .yAxis(
            names.count == 1 ? words(names[0]) : nil,
            range: isFraction ? fractionRange(history, names) : nil
        )
        .theme(theme)
    }

    /// Accuracies end at 1, and begin at 0 unless all are high.
    private static func fractionRange(_ history: History, _ names: [String]) -> ClosedRange<Double> {
        let values = names.flatMap { (history.metrics[$0] ?? []) + (history.validationMetrics[$0] ?? []) }
        let lowest = values.filter(\.isFinite).min() ?? 0
        return (lowest > 0.9 ? 0.88 : lowest > 0.5 ? 0.45 : 0)...1.015
    }
}

extension String {
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
