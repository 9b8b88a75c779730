/// Cuts a line into words as a shell does: at blanks, but not within quotes.
enum ShellWords {
    /// - Throws: ``CellFailure`` for a quote that is never closed.
    static func words(of line: some StringProtocol) throws -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let quote { throw CellFailure(directive: "the quote \(quote) in this line is never closed: \(line)") }
        return words + (word.map { [$0] } ?? [])
    }
}
