/// Tokens and their numbers, 0 to `count` − 1: what a ``Tokenizer`` looks up.
public struct Vocabulary: Sendable, Equatable {
    /// Each token once; its place is its number. Special tokens come first.
    public let entries: [String]
    private let numbers: [String: Int]

    /// - Parameters:
    ///   - tokens: in the order of their numbers; a repeated one counts once.
    ///   - special: get the first numbers, in the order padding, unknown, mask.
    public init(_ tokens: [String], special: Set<SpecialToken> = []) {
        var seen: [String: Int] = [:]
        var entries: [String] = []
        for token in SpecialToken.allCases.filter(special.contains).map(\.rawValue) + tokens
        where seen[token] == nil {
            seen[token] = entries.count
            entries.append(token)
        }
        self.entries = entries
        numbers = seen
    }

    /// How many there are: an embedding's `vocabularySize`, a softmax's units.
    public var count: Int { entries.count }

    /// The number of a token; that of ``SpecialToken/unknown`` where it is not there, and nil where that is missing too.
    public subscript(_ token: String) -> Int? { numbers[token] ?? numbers[SpecialToken.unknown.rawValue] }

    /// The number of a special token; nil where the vocabulary has none.
    public func number(of special: SpecialToken) -> Int? { numbers[special.rawValue] }

    /// The numbers of all special tokens.
    public var specialNumbers: [Int] { SpecialToken.allCases.compactMap(number) }

    /// The numbers of some tokens.
    ///
    /// - Parameter unit: what a token is called in the message.
    /// - Throws: ``EngineError/Code/invalidData`` naming the first that is not in the vocabulary, and where.
    func numbers(of tokens: [String], unit: String) throws -> [Int] {
        try tokens.enumerated().map { place, token in
            guard let number = self[token] else {
                throw EngineError(
                    .invalidData,
                    """
                    '\(token)' (\(unit) \(place) of the text) is not among the \(count) of the vocabulary; make the tokenizer \
                    from a text that has it, or with special: [.unknown].
                    """)
            }
            return number
        }
    }

    /// The tokens of some numbers.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for a number that is none of the vocabulary's.
    func tokens(of numbers: [Int]) throws -> [String] {
        try numbers.map { number in
            guard entries.indices.contains(number) else {
                throw EngineError(
                    .invalidArgument, "\(number) is no number of this vocabulary; they are 0 to \(count - 1).")
            }
            return entries[number]
        }
    }
}
