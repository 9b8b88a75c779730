import Display
import NeuralEngine

/// Histories as a table of epochs, for `%summary`.
enum HistoryBundle {
    /// More epochs than these are thinned out, the first, the last and the best staying.
    private static let shownEpochs = 12

    static func bundle(_ history: History) -> MIMEBundle {
        guard history.epochs > 0 else { return MIMEBundle(text: history.description) }
        let columns = columns(of: history)
        let best = bestEpoch(of: history)
        var table = TextTable(heading: ["epoch"] + columns.map(\.name) + [""], rightAligned: Set(0...columns.count))
        for epoch in shown(of: history.epochs, with: best) {
            let numbers = columns.map { $0.values.indices.contains(epoch) ? ShortText.measure($0.values[epoch]) : "" }
            table.rows.append([String(epoch + 1)] + numbers + [epoch == best ? "best" : ""])
        }
        return MIMEBundle(
            text: "\(history.description)\n\(table.text)",
            [.html: "<p>\(TextTable.escaped(history.description))</p>\(table.html)"])
    }

    private static func columns(of history: History) -> [(name: String, values: [Double])] {
        var columns = [("loss", history.loss)]
        columns += history.metrics.keys.sorted().map { ($0, history.metrics[$0] ?? []) }
        if !history.validationLoss.isEmpty { columns.append(("validation loss", history.validationLoss)) }
        columns += history.validationMetrics.keys.sorted().map {
            ("validation \($0)", history.validationMetrics[$0] ?? [])
        }
        // A rate that never changes says nothing in every row.
        if Set(history.learningRate).count > 1 { columns.append(("learning rate", history.learningRate)) }
        return columns
    }

    /// Where the loss was smallest, on the validation data where there are some; counted from 0.
    private static func bestEpoch(of history: History) -> Int? {
        let losses = history.validationLoss.isEmpty ? history.loss : history.validationLoss
        return losses.indices.min { losses[$0] < losses[$1] }
    }

    private static func shown(of count: Int, with best: Int?) -> [Int] {
        guard count > shownEpochs else { return Array(0..<count) }
        let even = (0..<shownEpochs).map { ($0 * (count - 1)) / (shownEpochs - 1) }
        return Set(even + (best.map { [$0] } ?? [])).sorted()
    }
}
