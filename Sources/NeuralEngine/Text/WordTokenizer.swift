/// Words in small letters, and signs of punctuation as words of their own: short sequences and a large vocabulary.
public struct WordTokenizer: Tokenizer, Equatable {
    /// The most frequent words first, behind special tokens.
    public let vocabulary: Vocabulary

    /// - Parameters:
    ///   - text: its words become the vocabulary.
    ///   - limit: the most tokens; the most frequent words are kept and ``SpecialToken/unknown`` stands for the others.
    ///   - special: tokens beside the words.
    /// - Throws: ``EngineError/Code/invalidData`` when the text is empty, ``EngineError/Code/invalidArgument`` for a limit that
    ///   leaves no room for a word.
    public init(of text: String, limit: Int? = nil, special: Set<SpecialToken> = [.padding, .unknown]) throws {
        let (kept, cut) = try tokensByFrequency(Self.words(of: text), limit: limit, special: special)
        vocabulary = Vocabulary(kept, special: cut ? special.union([.unknown]) : special)
    }

    public func encode(_ text: String) throws -> [Int] {
        try vocabulary.numbers(of: Self.words(of: text), unit: "word")
    }

    /// The words, joined by blanks; no blank stands before a sign that closes (`.`, `)`) or behind one that opens (`¿`, `(`).
    public func decode(_ numbers: [Int]) throws -> String {
        var text = ""
        for word in try vocabulary.tokens(of: numbers) {
            let sign = word.count == 1 ? word.first : nil
            let closes = sign.map { Self.isSign($0) && !Self.opening.contains($0) } ?? false
            if let last = text.last, !closes, !Self.opening.contains(last) { text += " " }
            text += word
        }
        return text
    }

    /// What stands between blanks and signs, and the signs.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text {
            guard character.isWhitespace || isSign(character) else {
                word.append(character)
                continue
            }
            if !word.isEmpty { words.append(word.lowercased()) }
            word = ""
            if isSign(character) { words.append(String(character)) }
        }
        if !word.isEmpty { words.append(word.lowercased()) }
        return words
    }

    /// An apostrophe or a hyphen belongs to its word.
    private static func isSign(_ character: Character) -> Bool {
        (character.isPunctuation || character.isSymbol) && !"'’-".contains(character)
    }

    private static let opening: Set<Character> = ["¿", "¡", "(", "[", "{", "«", "“"]
}
