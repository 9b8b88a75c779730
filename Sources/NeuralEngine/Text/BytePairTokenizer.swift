/// Pieces of words, found by byte-pair encoding: frequent words become one token, rare ones several, and none is unknown.
///
/// It begins with the single characters and joins, again and again, the pair of neighbours that is most frequent in the text,
/// until the vocabulary is full; a blank belongs to the word behind it, so that no pair crosses words. Source: Sennrich, Haddow,
/// Birch 2016, "Neural Machine Translation of Rare Words with Subword Units"; GPT-2 does the same with bytes, this with characters.
public struct BytePairTokenizer: Tokenizer, Equatable {
    /// Special tokens, then characters, then joined pairs in the order in which they were found.
    public let vocabulary: Vocabulary
    /// A pair's place in the order of joining.
    private let ranks: [Pair: Int]

    private struct Pair: Hashable {
        let first: String
        let second: String
        var joined: String { first + second }
    }

    /// - Parameters:
    ///   - text: its characters and frequent pairs become the vocabulary.
    ///   - vocabularySize: how many tokens there are at most; fewer where no pair occurs twice any more.
    ///   - special: tokens beside them.
    /// - Throws: ``EngineError/Code/invalidData`` when the text is empty, ``EngineError/Code/invalidArgument`` when it has more
    ///   characters than that.
    public init(of text: String, vocabularySize: Int, special: Set<SpecialToken> = []) throws {
        var words: [[String]: Int] = [:]
        for word in Self.words(of: text) { words[word, default: 0] += 1 }
        let characters = Set(text.map { String($0) }).sorted()
        try checkTokens(characters)
        var tokens = characters
        guard vocabularySize >= tokens.count + special.count else {
            throw EngineError(
                .invalidArgument,
                """
                vocabularySize is \(vocabularySize), but the text has \(tokens.count) different characters and there are \
                \(special.count) special tokens: expected their sum or more.
                """)
        }
        var ranks: [Pair: Int] = [:]
        while tokens.count + special.count < vocabularySize {
            var counts: [Pair: Int] = [:]
            for (word, count) in words {
                for (first, second) in zip(word, word.dropFirst()) {
                    counts[Pair(first: first, second: second), default: 0] += count
                }
            }
            // Equally frequent pairs in the order of their code points, so that the result does not depend on hashing.
            let best = counts.max { ($0.value, $1.key.joined, $1.key.first) < ($1.value, $0.key.joined, $0.key.first) }
            guard let best, best.value >= 2 else { break }
            ranks[best.key] = ranks.count
            tokens.append(best.key.joined)
            var joined: [[String]: Int] = [:]
            for (word, count) in words { joined[Self.joining(best.key, in: word), default: 0] += count }
            words = joined
        }
        vocabulary = Vocabulary(tokens, special: special)
        self.ranks = ranks
    }

    public func encode(_ text: String) throws -> [Int] {
        try vocabulary.numbers(of: Self.words(of: text).flatMap(pieces), unit: "token")
    }

    public func decode(_ numbers: [Int]) throws -> String { try vocabulary.tokens(of: numbers).joined() }

    /// The pairs of a word joined in the order in which they were found.
    private func pieces(of word: [String]) -> [String] {
        var pieces = word
        while true {
            let pairs = zip(pieces, pieces.dropFirst()).map { Pair(first: $0, second: $1) }
            guard let next = pairs.min(by: { ranks[$0, default: .max] < ranks[$1, default: .max] }), ranks[next] != nil
            else { return pieces }
            pieces = Self.joining(next, in: pieces)
        }
    }

    private static func joining(_ pair: Pair, in word: [String]) -> [String] {
        var result: [String] = []
        var place = 0
        while place < word.count {
            if place + 1 < word.count, word[place] == pair.first, word[place + 1] == pair.second {
                result.append(pair.joined)
                place += 2
            } else {
                result.append(word[place])
                place += 1
            }
        }
        return result
    }

    /// Stretches of letters or of other signs, each with the blank before it; as characters.
    private static func words(of text: String) -> [[String]] {
        var words: [[String]] = []
        var last: Character?
        for character in text {
            let continues =
                last.map { previous in
                    previous == " " ? !character.isWhitespace : character.isLetter && previous.isLetter
                } ?? false
            if continues { words[words.count - 1].append(String(character)) } else { words.append([String(character)]) }
            last = character
        }
        return words
    }
}
