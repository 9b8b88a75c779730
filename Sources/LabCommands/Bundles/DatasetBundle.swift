package import Display
package import NeuralEngine

/// Data sets as an output: what they are, and their first examples.
package enum DatasetBundle {
    private static let shownRows = 5
    private static let shownColumns = 8

    package static func bundle(_ data: Dataset) -> MIMEBundle {
        let table = firstExamples(data)
        let rest = data.count > shownRows ? "… \(data.count - shownRows) more" : ""
        return MIMEBundle(
            text: ([data.description, table.text] + (rest.isEmpty ? [] : [rest])).joined(separator: "\n"),
            [.html: "<p>\(TextTable.escaped(data.description))</p>\(table.html)\(rest.isEmpty ? "" : "<p>\(rest)</p>")"]
        )
    }

    private static func firstExamples(_ data: Dataset) -> TextTable {
        let width = data.featureNames.count
        let columns = min(width, shownColumns)
        let isCut = width > columns
        let targetWidth = data.targets.count / data.count
        var table = TextTable(
            heading: data.featureNames.prefix(columns) + (isCut ? ["…"] : []) + ["target"],
            rightAligned: Set(0..<(columns + 1)))
        let labels = data.classNames == nil ? nil : data.labels
        for row in 0..<min(data.count, shownRows) {
            let features = data.features.scalars[(row * width)..<(row * width + columns)].map(number)
            let target: String
            if let label = labels?[row], let names = data.classNames, names.indices.contains(label) {
                target = names[label]
            } else {
                let values = data.targets.scalars[(row * targetWidth)..<((row + 1) * targetWidth)].prefix(shownColumns)
                target = values.map(number).joined(separator: " ")
            }
            table.rows.append(features + (isCut ? ["…"] : []) + [target])
        }
        return table
    }

    private static func number(_ value: Float) -> String {
        value == value.rounded() && value.magnitude < 1e6 ? String(Int(value)) : ShortText.measure(Double(value))
    }
}
