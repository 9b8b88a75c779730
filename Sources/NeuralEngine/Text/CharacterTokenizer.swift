/// Letters, signs and blanks, one token each: a small vocabulary and long sequences.
public struct CharacterTokenizer: Tokenizer, Equatable {
    /// In the order of the characters' code points, behind special tokens.
    public let vocabulary: Vocabulary

    /// - Parameters:
    ///   - text: its characters become the vocabulary.
    ///   - limit: the most tokens; the most frequent characters are kept and ``SpecialToken/unknown`` stands for the others.
    ///   - special: tokens beside the characters.
    /// - Throws: ``EngineError/Code/invalidData`` when the text is empty, ``EngineError/Code/invalidArgument`` for a limit that
    ///   leaves no room for a character.
    public init(of text: String, limit: Int? = nil, special: Set<SpecialToken> = []) throws {
        let (kept, cut) = try tokensByFrequency(text.map { String($0) }, limit: limit, special: special)
        vocabulary = Vocabulary(kept.sorted(), special: cut ? special.union([.unknown]) : special)
    }

    public func encode(_ text: String) throws -> [Int] {
        try vocabulary.numbers(of: text.map { String($0) }, unit: "character")
    }

    public func decode(_ numbers: [Int]) throws -> String { try vocabulary.tokens(of: numbers).joined() }
}
