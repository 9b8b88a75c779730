/// A `%` or `!` line goes on in the next one behind a backslash at its end, as in a shell and in IPython.
public enum LineContinuation {
    /// How many lines the command has that begins on the line at `index`.
    public static func count<Line: StringProtocol>(in lines: [Line], from index: Int) -> Int {
        var last = index
        while last + 1 < lines.count, goesOn(lines[last]) { last += 1 }
        return last - index + 1
    }

    /// The command's lines as one, each joined to the one before by a blank.
    static func joined(_ lines: ArraySlice<String>) -> String {
        guard let last = lines.last, lines.count > 1 else { return lines.first?.trimmingBlanks ?? "" }
        let whole = lines.dropLast().map { String($0.trimmingBlanks.dropLast()).trimmingBlanks } + [last.trimmingBlanks]
        return whole.joined(separator: " ").trimmingBlanks
    }

    /// True for a line whose last character, but for blanks, is a backslash.
    static func goesOn(_ line: some StringProtocol) -> Bool {
        line.last { $0 != " " && $0 != "\t" } == "\\"
    }
}
