package import Display
package import NeuralEngine

/// Networks as an output: their layers as a table.
package enum NetworkBundle {
    package static func bundle(_ model: Model) -> MIMEBundle {
        var table = TextTable(heading: ["", "Layer", "Output", "Parameters"], rightAligned: [0, 3])
        let rows = model.summaryRows
        let isChain = rows.allSatisfy { $0.inputs == nil }
        if !isChain { table.heading.insert("Inputs", at: 2) }
        for row in rows {
            let cells = [String(row.layer), row.code, batch(row.shape), groupedText(row.parameters)]
            table.rows.append(isChain ? cells : cells[..<2] + [row.inputs ?? ""] + cells[2...])
        }
        if !isChain { table.rightAligned = [0, 4] }
        let inputs = model.inputShapes.map(batch).joined(separator: " and ")
        let caption =
            "<b>\(TextTable.escaped(model.name))</b>: input \(inputs), "
            + "\(groupedText(model.parameterCount)) parameters (\(memory(4 * model.parameterCount)))" + fixedText(model)
        return MIMEBundle(text: model.summary(), [.html: "<p>\(caption)</p>\(table.html)"])
    }

    private static func fixedText(_ model: Model) -> String {
        let fixed = model.parameterCount - model.trainableParameterCount
        return fixed > 0 ? ", \(groupedText(fixed)) of them not trained" : ""
    }

    /// `260 bytes`, `1.4 MB`: four bytes a parameter.
    private static func memory(_ bytes: Int) -> String {
        guard bytes >= 100_000 else { return groupedText(bytes) + " bytes" }
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }

    private static func batch(_ shape: [Int]) -> String {
        "[" + (["batch"] + shape.map(String.init)).joined(separator: ", ") + "]"
    }
}
