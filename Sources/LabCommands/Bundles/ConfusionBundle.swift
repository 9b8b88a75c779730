package import Display
package import NeuralEngine

/// Confusion matrices as an output, with precision, recall and F1 of each class and their averages.
package enum ConfusionBundle {
    /// A matrix of more classes than these is no picture any more: only the numbers of each class are shown.
    private static let shownClasses = 20

    package static func bundle(_ matrix: ConfusionMatrix, title: String? = nil) -> MIMEBundle {
        let table = table(matrix)
        let right = matrix.counts.indices.reduce(0) { $0 + matrix.counts[$1][$1] }
        let hasMatrix = matrix.counts.count <= shownClasses
        let caption =
            "accuracy \(ShortText.measure(matrix.accuracy)) (\(right) of \(matrix.total))"
            + (hasMatrix ? "; rows are the right classes, columns the predicted ones" : "")
        let head = title.map { "\($0): \(caption)" } ?? caption
        return MIMEBundle(text: "\(table.text)\n\(head)", [.html: "\(table.html)<p>\(TextTable.escaped(head))</p>"])
    }

    private static func table(_ matrix: ConfusionMatrix) -> TextTable {
        let hasMatrix = matrix.counts.count <= shownClasses
        let answers = hasMatrix ? matrix.classNames : []
        var table = TextTable(
            heading: [""] + answers + ["precision", "recall", "f1", "examples"],
            rightAligned: Set(1...(answers.count + 4)))
        let columns = [matrix.precision, matrix.recall, matrix.f1]
        for (index, row) in matrix.counts.enumerated() {
            table.rows.append(
                [matrix.classNames[index]] + (hasMatrix ? row.map(String.init) : [])
                    + columns.map { ShortText.measure($0[index]) } + [String(matrix.support[index])])
        }
        let blanks = answers.map { _ in "" }
        let equal = matrix.support.map { _ in 1.0 }
        for (title, weights) in [("macro average", equal), ("weighted average", matrix.support.map { Double($0) })] {
            let sum = weights.reduce(0, +)
            let means = columns.map { zip($0, weights).reduce(0) { $0 + $1.0 * $1.1 } / max(sum, 1) }
            table.rows.append([title] + blanks + means.map(ShortText.measure) + [String(matrix.total)])
        }
        return table
    }
}
