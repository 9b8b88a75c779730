extension FormulaParser {
    /// `\begin{name} … \end{name}`, whose first word was read.
    mutating func environment() throws(FormulaError) -> Atom {
        let name = try rawGroup()
        guard let kind = Environment(name: name) else { throw .unknownEnvironment }
        var columns = kind.columns
        if kind.takesColumns { columns = TableColumn.columns(of: try rawGroup()) }
        if kind.takesCount { _ = try rawGroup() }
        if name == "array" || name.hasPrefix("aligned") || name.hasPrefix("gathered") { skipOptionalLength() }
        let rows = try rows(endingWith: name)
        let table = TableMarkup(
            rows: rows, columns: columns, repeatsColumns: kind.repeatsColumns, isDisplayed: kind.isDisplayed,
            isTight: kind.isTight, isAligned: kind.isAligned)
        guard kind.left != nil || kind.right != nil else {
            // A single formula in an environment needs no table.
            if rows.count == 1, rows[0].count == 1, kind.isDisplayed { return Atom(markup: Markup.row(rows[0][0])) }
            return Atom(markup: table.markup)
        }
        let fence = { (sign: String?, form: String) in
            sign.map { Markup.sign($0, "stretchy=\"true\" symmetric=\"true\" form=\"\(form)\"") } ?? ""
        }
        return Atom(
            markup: Markup.element("mrow", fence(kind.left, "prefix") + table.markup + fence(kind.right, "postfix")))
    }

    private mutating func rows(endingWith name: String) throws(FormulaError) -> [[[Atom]]] {
        var rows: [[[Atom]]] = [[]]
        while true {
            rows[rows.count - 1].append(try nested { parser throws(FormulaError) in try parser.row() })
            if take(.cell) { continue }
            if take(.command("\\")) || take(.command("cr")) || take(.command("newline")) {
                _ = take(.character("*"))
                skipOptionalLength()
                rows.append([])
            } else {
                guard take(.command("end")), try rawGroup() == name else { throw .unbalanced }
                // A break behind the last line begins none.
                if rows.count > 1, let last = rows.last, last.allSatisfy(\.isEmpty) { rows.removeLast() }
                return rows
            }
        }
    }
}

/// What an environment makes of its rows.
private struct Environment {
    var left: String?
    var right: String?
    var columns = [TableColumn.center]
    /// The columns begin anew behind the last one.
    var repeatsColumns = true
    var isDisplayed = false
    var isTight = false
    /// Columns in pairs, with nothing between the two of a pair.
    var isAligned = false
    /// The columns are given: `{lcr}`.
    var takesColumns = false
    /// A number of columns is given.
    var takesCount = false

    init?(name: String) {
        let plain = name.hasSuffix("*") ? String(name.dropLast()) : name
        switch plain {
        case "matrix": break
        case "pmatrix": (left, right) = ("(", ")")
        case "bmatrix": (left, right) = ("[", "]")
        case "Bmatrix": (left, right) = ("{", "}")
        case "vmatrix": (left, right) = ("|", "|")
        case "Vmatrix": (left, right) = ("‖", "‖")
        case "smallmatrix": isTight = true
        case "cases", "dcases":
            left = "{"
            columns = [.left]
            isDisplayed = plain == "dcases"
        case "rcases":
            right = "}"
            columns = [.left]
        case "align", "aligned", "split", "alignat", "alignedat", "flalign":
            columns = [.right, .left]
            isDisplayed = true
            isAligned = true
            takesCount = plain.hasPrefix("aligna") || plain == "alignedat"
        case "eqnarray":
            columns = [.right, .center, .left]
            isDisplayed = true
        case "gather", "gathered", "multline", "equation", "displaymath", "math": isDisplayed = true
        case "array", "darray", "subarray":
            takesColumns = true
            repeatsColumns = false
        default: return nil
        }
    }
}
