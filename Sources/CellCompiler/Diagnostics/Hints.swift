/// What a teacher would add to a message of the compiler.
enum Hints {
    /// The diagnostics with a note each, where one helps, and without those that a mistake of syntax brings about on the same
    /// line.
    static func adding(to diagnostics: [Diagnostic], names: NameTable) -> [Diagnostic] {
        var brokenLines: Set<Int> = []
        var result: [Diagnostic] = []
        for diagnostic in diagnostics {
            let isSyntax = syntaxMessages.contains { diagnostic.message.hasPrefix($0) }
            guard diagnostic.line == 0 || !brokenLines.contains(diagnostic.line) else { continue }
            if isSyntax { brokenLines.insert(diagnostic.line) }
            result.append(adding(to: diagnostic, isSyntax: isSyntax, names: names))
        }
        return result
    }

    /// How the parser's messages begin. Once it has lost its way, what is said of the rest of a line is about something that the
    /// student did not write.
    private static let syntaxMessages = [
        "consecutive statements on a line", "expected ", "unexpected ", "extraneous ", "unterminated ",
        "unnamed parameters", "C-style for", "single-quoted",
    ]

    private static func adding(to diagnostic: Diagnostic, isSyntax: Bool, names: NameTable) -> Diagnostic {
        let diagnostic = diagnostic.namingCells(names)
        // The compiler's own proposal is enough.
        guard !diagnostic.message.contains("did you mean") else { return diagnostic }
        // Between the quotes: the name that is missing, or the types that do not fit.
        let quoted = diagnostic.message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        let hint =
            SessionHints.hint(diagnostic, quoted: quoted, names: names)
            ?? EngineHints.hint(diagnostic, quoted: quoted)
            ?? NameHints.hint(diagnostic, quoted: quoted, names: names)
            ?? TypeHints.hint(diagnostic, quoted: quoted)
            ?? WordHints.hint(diagnostic) ?? FoundationHints.hint(diagnostic, names: names)
            ?? (isSyntax ? syntaxHint(diagnostic) : nil)
        guard let hint else { return diagnostic }
        var hinted = diagnostic
        hinted.notes.append(Diagnostic(file: "", line: 0, column: 0, severity: .note, message: hint))
        return hinted
    }

    private static func syntaxHint(_ diagnostic: Diagnostic) -> String? {
        SyntaxHints.hint(diagnostic) ?? WordHints.hint(ofSyntaxIn: diagnostic.sourceLine ?? "")
    }
}

extension Diagnostic {
    /// The modules of cells by the names that the student knows.
    func namingCells(_ names: NameTable) -> Diagnostic {
        var copy = self
        copy.message = message.replacing(/(?:module )?'(Cell\d+)'/) { match in
            names.label(ofModule: String(match.1)) ?? String(match.0)
        }
        copy.message = OriginNaming.plain(copy.message, label: names.label(ofModule:))
        copy.notes = notes.map { $0.namingCells(names) }
        return copy
    }
}
