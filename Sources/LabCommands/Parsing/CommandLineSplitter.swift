import Spelling

/// Cuts a `%` line into words, as a shell would, with what stands in parentheses kept together: `dense(16, tanh)` is one word.
enum CommandLineSplitter {
    /// The words without the `%`.
    ///
    /// - Throws: ``LabError`` for a quote or a parenthesis that is never closed.
    static func words(of line: String) throws -> [String] {
        var words: [String] = []
        var word = ""
        var hasWord = false
        var quote: Character?
        var depth = 0
        let characters = Array(line.drop { $0 == " " || $0 == "\t" || $0 == "%" })
        var place = 0
        while place < characters.count {
            let character = characters[place]
            place += 1
            if let open = quote {
                if character == open {
                    quote = nil
                } else if character == "\\", open == "\"", place < characters.count, "\"\\".contains(characters[place])
                {
                    word.append(characters[place])
                    place += 1
                } else {
                    word.append(character)
                }
                continue
            }
            switch character {
            case "\"", "'":
                quote = character
                hasWord = true
            case "(":
                depth += 1
                word.append(character)
            case ")":
                depth -= 1
                word.append(character)
            case " ", "\t":
                guard depth <= 0 else {
                    word.append(" ")
                    continue
                }
                if hasWord || !word.isEmpty { words.append(word) }
                (word, hasWord) = ("", false)
            default: word.append(character)
            }
        }
        if let quote { throw LabError("the quote \(quote) in this line is never closed: \(line)") }
        guard depth == 0 else {
            throw LabError(depth > 0 ? "a parenthesis is never closed: \(line)" : "a \")\" has no \"(\": \(line)")
        }
        if hasWord || !word.isEmpty { words.append(word) }
        return joiningParentheses(words)
    }

    /// `dense (16, tanh)` means `dense(16, tanh)`; what stands in parentheses behind an option is its value.
    private static func joiningParentheses(_ words: [String]) -> [String] {
        var joined: [String] = []
        for word in words {
            if word.hasPrefix("("), let last = joined.last, WordIndex.holds(last) {
                joined[joined.count - 1] += word
            } else {
                joined.append(word)
            }
        }
        return joined
    }
}
