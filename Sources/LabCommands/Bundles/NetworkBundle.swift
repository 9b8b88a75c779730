package import Display
package import NeuralEngine

/// Networks as an output: their layers as a table.
package enum NetworkBundle {
    package static func bundle(_ model: Sequential) -> MIMEBundle {
        var table = TextTable(heading: ["", "Layer", "Output", "Parameters"], rightAligned: [0, 3])
        let parameters = model.parameters
        for (index, layer) in model.layers.enumerated() {
            let count = parameters.filter { $0.layer == index }.reduce(0) { $0 + $1.value.count }
            table.rows.append([String(index), layer.code, batch(model.outputShapes[index]), String(count)])
        }
        let caption =
            "<b>\(TextTable.escaped(model.name))</b>: input \(batch(model.inputShape)), "
            + ShortText.count(model.parameterCount, "parameter")
        return MIMEBundle(text: model.summary(), [.html: "<p>\(caption)</p>\(table.html)"])
    }

    private static func batch(_ shape: [Int]) -> String {
        "[" + (["batch"] + shape.map(String.init)).joined(separator: ", ") + "]"
    }
}
