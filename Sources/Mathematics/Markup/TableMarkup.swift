/// How a column's content is set.
enum TableColumn: String {
    case left, center, right

    /// The columns of `{l|cr}`; lines between columns are not drawn.
    static func columns(of specification: String) -> [TableColumn] {
        let found = specification.compactMap { (letter: Character) -> TableColumn? in
            switch letter {
            case "l": .left
            case "c": .center
            case "r": .right
            default: nil
            }
        }
        return found.isEmpty ? [.center] : found
    }
}

/// Rows and columns of formulas.
struct TableMarkup {
    let rows: [[[Atom]]]
    let columns: [TableColumn]
    var repeatsColumns = true
    let isDisplayed: Bool
    var isTight = false
    /// Columns in pairs, with nothing between the two of a pair.
    var isAligned = false

    var markup: String {
        let body = rows.map { row in
            Markup.element("mtr", row.enumerated().map { cell($1, column: $0) }.joined())
        }
        var attributes: [String] = []
        if isDisplayed { attributes.append("displaystyle=\"true\"") }
        if isTight { attributes.append("scriptlevel=\"1\"") }
        return Markup.element("mtable", body.joined(), attributes.joined(separator: " "))
    }

    private func cell(_ atoms: [Atom], column: Int) -> String {
        let position = repeatsColumns ? columns[column % columns.count] : columns[min(column, columns.count - 1)]
        var style = position == .center ? "" : "text-align:\(position.rawValue);"
        if isAligned {
            // An operator at the beginning of the right half is no prefix: an empty element stands before it.
            style += column % 2 == 0 ? "padding-right:0" : "padding-left:0"
            if column % 2 == 1 {
                return Markup.element("mtd", "<mrow></mrow>" + Markup.inside(atoms), "style=\"\(style)\"")
            }
        } else if isTight {
            style += "padding:0 0.2em"
        }
        return Markup.element("mtd", Markup.inside(atoms), style.isEmpty ? "" : "style=\"\(style)\"")
    }
}
