/// Completion sees what stands behind `%time` or `%bench` as a line of its own.
enum StatementCover {
    /// The cell with blanks for the directive and its options, where the cursor stands behind them.
    ///
    /// - Parameter cursor: in Unicode scalars.
    static func removed(from code: String, cursor: Int) -> String {
        let scalars = Array(code.unicodeScalars)
        let start = (scalars[..<cursor].lastIndex(of: "\n") ?? -1) + 1
        let end = scalars[cursor...].firstIndex(of: "\n") ?? scalars.count
        let text = String(String.UnicodeScalarView(scalars[start..<end]))
        guard let line = DirectiveLine(text), !line.isForCell, Directives.type(of: line.name)?.takesLine ?? false else {
            return code
        }
        let head = text.count - line.rest.count
        let statement = DirectiveLine.options(of: line.rest, before: head).statement
        let covered = statement.prefix { $0 == " " }.count
        // What stands before is ASCII, or a mistake: characters count as scalars.
        guard !statement.isEmpty, cursor - start >= covered else { return code }
        return String(String.UnicodeScalarView(scalars[..<start])) + statement
            + String(String.UnicodeScalarView(scalars[end...]))
    }
}
