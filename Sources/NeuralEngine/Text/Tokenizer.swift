/// Cuts a text into tokens and gives each its number: what stands between a text and an ``Embedding``.
///
/// ```swift
/// let tokenizer = try CharacterTokenizer(of: text)
/// let data = try tokenizer.windows(of: text, length: 64)       // 64 characters, and the same one place later
/// print(try tokenizer.decode(tokenizer.encode("hola")))
/// ```
///
/// ``CharacterTokenizer``, ``WordTokenizer`` and ``BytePairTokenizer`` learn their vocabulary from a text.
public protocol Tokenizer: Sendable {
    /// Its tokens.
    var vocabulary: Vocabulary { get }

    /// The numbers of a text's tokens.
    ///
    /// - Throws: ``EngineError/Code/invalidData`` naming what is not in the vocabulary, where that has no
    ///   ``SpecialToken/unknown``.
    func encode(_ text: String) throws -> [Int]

    /// The text of some numbers.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for a number that is none of the vocabulary's.
    func decode(_ numbers: [Int]) throws -> String
}

/// - Throws: ``EngineError/Code/invalidData`` for a text without tokens.
func checkTokens(_ tokens: [String]) throws {
    guard !tokens.isEmpty else {
        throw EngineError(.invalidData, "The text is empty, so there is nothing to make a vocabulary of.")
    }
}

/// The tokens of a text by how often they occur, the most frequent first; equally frequent ones by their code points.
///
/// - Parameter limit: how many to keep at most, special tokens included; nil keeps all.
/// - Returns: the tokens, and whether some were left out.
func tokensByFrequency(
    _ tokens: [String], limit: Int?, special: Set<SpecialToken>
) throws -> (kept: [String], cut: Bool) {
    try checkTokens(tokens)
    var counts: [String: Int] = [:]
    for token in tokens { counts[token, default: 0] += 1 }
    let frequent = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    guard let limit, frequent.count + special.count > limit else { return (frequent, false) }
    let reserved = special.union([.unknown]).count
    guard limit > reserved else {
        throw EngineError(
            .invalidArgument,
            "limit is \(limit), expected \(reserved + 1) or more: \(reserved) of them are special tokens.")
    }
    return (Array(frequent.prefix(limit - reserved)), true)
}
