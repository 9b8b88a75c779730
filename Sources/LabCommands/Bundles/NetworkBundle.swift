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
            let cells = [String(row.layer), row.code, batch(row.shape), String(row.parameters)]
            table.rows.append(isChain ? cells : cells[..<2] + [row.inputs ?? ""] + cells[2...])
        }
        if !isChain { table.rightAligned = [0, 4] }
        let inputs = model.inputShapes.map(batch).joined(separator: " and ")
        let caption =
            "<b>\(TextTable.escaped(model.name))</b>: input \(inputs), "
            + ShortText.count(model.parameterCount, "parameter") + fixedText(model)
        return MIMEBundle(text: model.summary(), [.html: "<p>\(caption)</p>\(table.html)"])
    }

    private static func fixedText(_ model: Model) -> String {
        let fixed = model.parameterCount - model.trainableParameterCount
        return fixed > 0 ? ", \(fixed) of them not trained" : ""
    }

    private static func batch(_ shape: [Int]) -> String {
        "[" + (["batch"] + shape.map(String.init)).joined(separator: ", ") + "]"
    }
}
