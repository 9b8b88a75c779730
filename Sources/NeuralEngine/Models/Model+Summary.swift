/// One row of a network's summary: a use of a layer.
public struct SummaryRow: Sendable {
    /// The layer's place, from 0.
    public let layer: Int
    /// The layer as it is written in Swift.
    public let code: String
    /// Where its inputs come from, such as `0, input 1`; nil when it is the layer before it, or the only input.
    public let inputs: String?
    /// A sample's shape behind it.
    public let shape: [Int]
    /// How many numbers it holds; 0 for a layer that an earlier row has shown.
    public let parameters: Int
    /// Where its inputs come from, for diagrams.
    public let sources: [Source]

    public enum Source: Sendable, Equatable {
        /// The network's input of that place.
        case input(Int)
        /// The row of that place.
        case row(Int)
    }
}

extension Model: CustomStringConvertible {
    /// The uses of its layers in order, for tables.
    public var summaryRows: [SummaryRow] {
        var shown: Set<Int> = []
        let rows = structure.uses.enumerated().map { index, use in
            let isNew = shown.insert(use.layer).inserted
            let count = isNew ? store.slots.filter { $0.layer == use.layer }.reduce(0) { $0 + $1.count } : 0
            let before: LayerGraph.Source = index == 0 ? .input(0) : .use(index - 1)
            let sources = use.inputs.map { source in
                switch source {
                case .input(let input): structure.inputNames[input] ?? "input \(input)"
                case .use(let other): String(structure.uses[other].layer)
                }
            }
            let isPlain = use.inputs == [before] && (index > 0 || inputShapes.count == 1)
            return SummaryRow(
                layer: use.layer, code: layers[use.layer].code,
                inputs: isPlain ? nil : sources.joined(separator: ", "), shape: use.shape, parameters: count,
                sources: use.inputs.map { source in
                    switch source {
                    case .input(let input): .input(input)
                    case .use(let other): .row(other)
                    }
                })
        }
        return rows
    }

    /// A table of the layers: kind, output shape and parameters, and their sum; where layers do not stand one behind the
    /// other, with the places that their inputs come from.
    ///
    /// ```
    /// Network "clf", input [batch, 2]
    ///    Layer                         Output       Parameters
    /// 0  Dense(16, activation: .tanh)  [batch, 16]          48
    /// 1  Dense(1)                      [batch, 1]           17
    /// 65 parameters (260 bytes)
    /// ```
    public func summary() -> String {
        let uses = summaryRows
        let isChain = uses.allSatisfy { $0.inputs == nil }
        var rows = [["", "Layer"] + (isChain ? [] : ["Inputs"]) + ["Output", "Parameters"]]
        for use in uses {
            rows.append(
                [String(use.layer), use.code] + (isChain ? [] : [use.inputs ?? ""])
                    + [batchShapeText(use.shape), groupedText(use.parameters)])
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == row.count - 1 ? space + cell.0 : cell.0 + space
            }
            return cells.joined(separator: "  ")
        }
        let fixed = parameterCount - trainableParameterCount
        return """
            Network "\(name)", input \(inputShapes.map(batchShapeText).joined(separator: " and "))
            \(lines.joined(separator: "\n"))
            \(groupedText(parameterCount)) parameters (\(groupedText(4 * parameterCount)) bytes)\
            \(fixed > 0 ? ", \(groupedText(fixed)) of them not trained" : "")
            """
    }

    public var description: String { summary() }
}
