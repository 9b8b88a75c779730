import WorkerProtocol

/// A `%` line that may be a directive, cut into its parts.
struct DirectiveLine {
    let name: DirectiveName
    /// True for `%%`.
    let isForCell: Bool
    /// What stands behind the name.
    let rest: Substring

    /// Nil for a line that is none.
    init?(_ line: some StringProtocol) {
        let text = Substring(line).drop { $0 == " " || $0 == "\t" }
        let signs = text.prefix { $0 == "%" }.count
        guard signs == 1 || signs == 2 else { return nil }
        let body = text.dropFirst(signs)
        let word = body.prefix { $0 != " " && $0 != "\t" }
        guard let name = DirectiveName(word: word) else { return nil }
        self.name = name
        isForCell = signs == 2
        rest = body.dropFirst(word.count)
    }

    /// The options at the beginning, and what stands behind them with its place: `-r 5 f(x)`.
    ///
    /// - Returns: the options as words; the statement with blanks for everything before it, so that columns stay right.
    static func options(of rest: Substring, before: Int) -> (words: [String], statement: String) {
        var words: [String] = []
        var text = rest.drop { $0 == " " || $0 == "\t" }
        while text.first == "-", let second = text.dropFirst().first, second == "-" || second.isLetter {
            let word = text.prefix { $0 != " " && $0 != "\t" }
            text = text.dropFirst(word.count).drop { $0 == " " || $0 == "\t" }
            guard word != "--" else { break }
            words.append(String(word))
            // A number behind an option is its value.
            let value = text.prefix { $0 != " " && $0 != "\t" }
            if !word.contains("="), !value.isEmpty, value.allSatisfy(\.isNumber) {
                words.append(String(value))
                text = text.dropFirst(value.count).drop { $0 == " " || $0 == "\t" }
            }
        }
        guard !text.isEmpty else { return (words, "") }
        return (words, String(repeating: " ", count: before + rest.count - text.count) + text)
    }
}
