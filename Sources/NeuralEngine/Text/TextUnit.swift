/// What a text is cut into.
public enum TextUnit: String, Sendable, CaseIterable {
    case characters, words, bytePairs

    /// A tokenizer that learns its vocabulary from a text.
    ///
    /// - Parameter limit: the most tokens; all when nil, but 500 for byte pairs.
    /// - Throws: as the tokenizers' initialisers.
    public func tokenizer(of text: String, limit: Int? = nil) throws -> any Tokenizer {
        switch self {
        case .characters: try CharacterTokenizer(of: text, limit: limit)
        case .words: try WordTokenizer(of: text, limit: limit)
        case .bytePairs: try BytePairTokenizer(of: text, vocabularySize: limit ?? 500)
        }
    }
}
