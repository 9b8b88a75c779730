import SwiftParser
import SwiftSyntax

/// Finds the lines of a cell that are for the shell.
enum ShellLines {
    /// - Parameters:
    ///   - lines: the cell, its `%` lines blanked.
    ///   - isVariable: whether the session has a variable of this name.
    static func indices(in lines: [String], isVariable: (String) -> Bool) -> [Int] {
        var lines = lines
        var found: [Int] = []
        for index in lines.indices where looksLikeOne(lines[index]) {
            let name = String(
                lines[index].trimmingBlanks.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" })
            let before = lines[..<index].joined(separator: "\n")
            if isVariable(name) || declares(name, in: before) || !isStatementStart(after: before) { continue }
            found.append(index)
            for line in index..<(index + LineContinuation.count(in: lines, from: index)) { lines[line] = "" }
        }
        return found
    }

    /// `!=`, `!!` and `!(` are none.
    private static func looksLikeOne(_ line: String) -> Bool {
        let rest = line.drop { $0 == " " || $0 == "\t" }
        guard rest.first == "!" else { return false }
        guard let next = rest.dropFirst().first(where: { $0 != " " && $0 != "\t" }) else { return false }
        return next.isLetter || next.isNumber || "./~$_\"'[{".contains(next)
    }

    private static func declares(_ name: String, in source: String) -> Bool {
        guard !name.isEmpty else { return false }
        return source.split { !($0.isLetter || $0.isNumber || $0 == "_") }.reduce(into: (false, false)) { state, word in
            if state.0, word == name { state.1 = true }
            state.0 = word == "let" || word == "var"
        }.1
    }

    /// False where something is still open: a brace, a string, a comment, an expression that goes on.
    private static func isStatementStart(after source: String) -> Bool {
        guard source.contains(where: { !$0.isWhitespace }) else { return true }
        let tree = Parser.parse(source: source)
        guard tree.hasError else { return true }
        // The parser tells of an open comment as a mistake only.
        if source.contains("/*") { return false }
        return !MissingVisitor.isIncomplete(tree)
    }
}
