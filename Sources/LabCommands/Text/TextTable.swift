import Display

/// Rows under a heading, as text with aligned columns and as HTML.
struct TextTable {
    var heading: [String]
    var rows: [[String]] = []
    /// Columns of numbers are aligned to the right.
    var rightAligned: Set<Int> = []

    var text: String {
        let all = [heading] + rows
        let widths = heading.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return rightAligned.contains(column) ? padding + cell : cell + padding
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    var html: String {
        func row(_ cells: [String], _ tag: String) -> String {
            let parts = cells.enumerated().map { column, cell in
                "<\(tag) style=\"text-align: \(rightAligned.contains(column) ? "right" : "left")\">\(Self.escaped(cell))</\(tag)>"
            }
            return "<tr>" + parts.joined() + "</tr>"
        }
        return "<table><thead>\(row(heading, "th"))</thead><tbody>"
            + rows.map { row($0, "td") }.joined() + "</tbody></table>"
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
