/// A `!` line up to the cursor.
struct ShellText {
    /// The word that the cursor is in or behind.
    let word: String

    /// Nil for another kind of line.
    init?(_ line: String) {
        let text = line.drop { $0 == " " || $0 == "\t" }
        guard text.first == "!" else { return nil }
        word =
            text.dropFirst().split(omittingEmptySubsequences: false) { " \t=<>|;&\"'".contains($0) }.last.map(
                String.init) ?? ""
    }
}
