/// Takes words with parentheses apart.
enum WordParts {
    /// `dense(16, activation: tanh)` to `dense` and `16, activation: tanh`.
    ///
    /// - Throws: ``LabError`` for text behind the parenthesis.
    static func nameAndInside(_ word: String) throws -> (name: String, inside: Substring) {
        guard let open = word.firstIndex(of: "(") else { return (word, "") }
        guard word.hasSuffix(")") else { throw LabError("\(word): text behind the closing parenthesis.") }
        return (String(word[..<open]), word[word.index(after: open)..<word.index(before: word.endIndex)])
    }

    /// The values between commas; those within brackets stay together.
    static func split(_ inside: some StringProtocol) -> [String] {
        var parts: [String] = []
        var part = ""
        var depth = 0
        for character in inside {
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            if character == ",", depth == 0 {
                parts.append(part)
                part = ""
            } else {
                part.append(character)
            }
        }
        parts.append(part)
        let trimmed = parts.map(trimmed)
        return trimmed == [""] ? [] : trimmed
    }

    /// `activation: .tanh` to `activation` and `.tanh`.
    static func labelled(_ part: String) -> (label: String?, value: String) {
        guard let colon = part.firstIndex(of: ":"), !part[..<colon].contains(where: { "([".contains($0) }) else {
            return (nil, trimmed(part))
        }
        return (String(part[..<colon].filter { $0 != " " }), trimmed(String(part[part.index(after: colon)...])))
    }

    /// A name without the dot that Swift writes before it: `.tanh` means `tanh`, `.5` stays.
    static func plain(_ text: String) -> String {
        guard text.first == ".", text.dropFirst().first?.isLetter ?? false else { return text }
        return String(text.dropFirst())
    }

    /// The text without blanks at both ends.
    static func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
