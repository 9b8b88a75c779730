extension Sequential: CustomStringConvertible {
    /// A table of the layers: kind, output shape and parameters, and their sum.
    ///
    /// ```
    /// Network "clf", input [batch, 2]
    ///    Layer                         Output       Parameters
    /// 0  Dense(16, activation: .tanh)  [batch, 16]          48
    /// 1  Dense(1)                      [batch, 1]           17
    /// 65 parameters (260 bytes)
    /// ```
    public func summary() -> String {
        var rows = [["", "Layer", "Output", "Parameters"]]
        for (index, layer) in layers.enumerated() {
            let count = store.slots.filter { $0.layer == index }.reduce(0) { $0 + $1.count }
            rows.append([String(index), layer.code, batchShapeText(outputShapes[index]), groupedText(count)])
        }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 3 ? space + cell.0 : cell.0 + space
            }
            return cells.joined(separator: "  ")
        }
        return """
            Network "\(name)", input \(batchShapeText(inputShape))
            \(lines.joined(separator: "\n"))
            \(groupedText(parameterCount)) parameters (\(groupedText(4 * parameterCount)) bytes)
            """
    }

    public var description: String { summary() }
}
