/// Diagnostics as a person reads them in a notebook: place, message, source line and caret, coloured by ANSI codes.
public struct DiagnosticRenderer: Sendable {
    /// False for plain text.
    public var usesColor: Bool

    public init(usesColor: Bool = true) {
        self.usesColor = usesColor
    }

    /// One text line an element.
    public func lines(for diagnostic: Diagnostic) -> [String] {
        var lines: [String] = []
        let place = diagnostic.sourceLine == nil ? "" : "\(diagnostic.file):\(diagnostic.line):\(diagnostic.column): "
        lines.append(
            style(place, "1") + style("\(diagnostic.severity.rawValue): ", color(diagnostic.severity))
                + style(diagnostic.message, "1"))
        if let source = diagnostic.sourceLine {
            let number = String(diagnostic.line)
            let gutter = String(repeating: " ", count: number.count)
            lines.append("\(style("\(number) |", "2")) \(source)")
            lines.append(
                "\(style("\(gutter) |", "2")) \(style(marks(below: source, diagnostic), color(diagnostic.severity)))")
            if let fixIt = diagnostic.fixIt {
                lines.append("\(style("\(gutter) |", "2")) \(style(fixIt, "32"))")
            }
        }
        for note in diagnostic.notes { lines += self.lines(for: note) }
        return lines
    }

    private func marks(below source: String, _ diagnostic: Diagnostic) -> String {
        let scalars = Array(source.unicodeScalars)
        var marks: [Character] = []
        let end = max(diagnostic.column, diagnostic.underlines.map(\.upperBound).max() ?? 0)
        for index in 0..<end {
            // A tab stays a tab, so that the caret stands below its place whatever a tab's width is.
            let blank: Character = index < scalars.count && scalars[index] == "\t" ? "\t" : " "
            marks.append(diagnostic.underlines.contains { $0.contains(index) } ? "~" : blank)
        }
        if diagnostic.column >= 1 { marks[diagnostic.column - 1] = "^" }
        return String(marks)
    }

    private func color(_ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: "1;31"
        case .warning: "1;35"
        case .note, .remark: "1;36"
        }
    }

    private func style(_ text: String, _ code: String) -> String {
        usesColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
