import DataFiles
public import NeuralEngine

/// The characters or words of a text, each with a number: what a network that reads or writes text works on.
///
/// ```swift
/// let vocabulary = try Vocabulary(of: text, by: .characters)
/// let data = try vocabulary.windows(of: text, length: 32)     // 32 characters, and the one that follows each
/// ```
public struct Vocabulary: Sendable, Equatable {
    /// What a text is cut into.
    public enum Unit: String, Sendable, CaseIterable {
        /// Letters, signs and blanks, one each.
        case characters
        /// What stands between blanks, in small letters; signs of punctuation are words of their own.
        case words
    }

    public let unit: Unit
    /// Each once; its place is its number. Characters in the order of their code points, words by how often they occur.
    public let entries: [String]
    /// Whether number 0 stands for whatever is not in the vocabulary.
    public let hasUnknown: Bool
    private let numbers: [String: Int]

    /// - Parameters:
    ///   - limit: the most entries; the most frequent are kept, and number 0, `<?>`, stands for the others. Nil keeps all.
    /// - Throws: ``EngineError/Code/invalidData`` when the text is empty, ``EngineError/Code/invalidArgument`` for a limit below 2.
    public init(of text: String, by unit: Unit, limit: Int? = nil) throws {
        let pieces = Self.pieces(of: text, unit)
        guard !pieces.isEmpty else { throw EngineError(.invalidData, "The text is empty; it has no \(unit.rawValue).") }
        var counts: [String: Int] = [:]
        for piece in pieces { counts[piece, default: 0] += 1 }
        let frequent = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        guard let limit, limit < frequent.count else {
            self.init(unit: unit, entries: unit == .characters ? frequent.sorted() : frequent, hasUnknown: false)
            return
        }
        guard limit >= 2 else { throw EngineError(.invalidArgument, "limit is \(limit), expected 2 or more.") }
        let kept = Array(frequent.prefix(limit - 1))
        self.init(
            unit: unit, entries: ["<?>"] + (unit == .characters ? kept.sorted() : kept), hasUnknown: true)
    }

    private init(unit: Unit, entries: [String], hasUnknown: Bool) {
        self.unit = unit
        self.entries = entries
        self.hasUnknown = hasUnknown
        numbers = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1, $0) })
    }

    /// How many there are: an embedding's `inputDim`, a softmax's units.
    public var count: Int { entries.count }

    /// The numbers of a text's pieces.
    ///
    /// - Throws: ``EngineError/Code/invalidData`` naming a piece that is not in the vocabulary, and where.
    public func encode(_ text: String) throws -> [Int] {
        try Self.pieces(of: text, unit).enumerated().map { place, piece in
            if let number = numbers[piece] { return number }
            guard hasUnknown else {
                throw EngineError(
                    .invalidData,
                    "'\(piece)' (place \(place) of the text) is not among the \(count) \(unit.rawValue) of the vocabulary."
                )
            }
            return 0
        }
    }

    /// The text of some numbers; words are joined by blanks, but not before punctuation.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for a number that is none of the vocabulary's.
    public func decode(_ numbers: [Int]) throws -> String {
        var text = ""
        for number in numbers {
            guard entries.indices.contains(number) else {
                throw EngineError(
                    .invalidArgument, "\(number) is no number of this vocabulary; they are 0 to \(count - 1).")
            }
            let piece = entries[number]
            if unit == .words, !text.isEmpty, !(piece.count == 1 && Self.isSign(piece.first ?? " ")) { text += " " }
            text += piece
        }
        return text
    }

    /// Every `stride`-th stretch of a text with the same stretch one place later: what a language model learns from.
    ///
    /// - Parameters:
    ///   - length: how many pieces a stretch has.
    ///   - stride: places from one stretch to the next; `length` when nil, so that each piece is learned once.
    /// - Returns: features `[count, length]`, targets `[count, length]`, both numbers of the vocabulary.
    /// - Throws: ``EngineError/Code/invalidData`` when the text is shorter than that, or holds what the vocabulary does not.
    public func windows(of text: String, length: Int, stride: Int? = nil, name: String = "text") throws -> Dataset {
        let step = stride ?? length
        guard length >= 1, step >= 1 else {
            throw EngineError(.invalidArgument, "length is \(length) and stride \(step), expected 1 or more.")
        }
        let numbers = try encode(text).map { Float($0) }
        guard numbers.count > length else {
            throw EngineError(
                .invalidData,
                "The text has \(numbers.count) \(unit.rawValue), too few for stretches of \(length) and one that follows."
            )
        }
        let starts = Array(Swift.stride(from: 0, to: numbers.count - length, by: step))
        return try Dataset(
            name: name,
            features: Tensor(
                shape: [starts.count, length], scalars: starts.flatMap { numbers[$0..<($0 + length)] }),
            targets: Tensor(
                shape: [starts.count, length], scalars: starts.flatMap { numbers[($0 + 1)..<($0 + 1 + length)] }))
    }

    private static func pieces(of text: String, _ unit: Unit) -> [String] {
        guard unit == .words else { return text.map { String($0) } }
        var pieces: [String] = []
        var word = ""
        for character in text {
            if character.isWhitespace || isSign(character) {
                if !word.isEmpty { pieces.append(word.lowercased()) }
                word = ""
                if isSign(character) { pieces.append(String(character)) }
            } else {
                word.append(character)
            }
        }
        if !word.isEmpty { pieces.append(word.lowercased()) }
        return pieces
    }

    /// An apostrophe or a hyphen belongs to its word.
    private static func isSign(_ character: Character) -> Bool {
        (character.isPunctuation || character.isSymbol) && !"'’-".contains(character)
    }
}

extension Vocabulary {
    /// Reads a text file.
    ///
    /// - Throws: ``EngineError/Code/file`` with the byte at which it is no UTF-8.
    public static func text(contentsOf path: String) throws -> String {
        try Files.reading {
            let (name, bytes) = try Files.unpacked(path)
            if let text = String(validating: bytes, as: UTF8.self) { return text }
            throw DataFileError(name, byte: firstOddByte(bytes), "this is no UTF-8; save the text as UTF-8")
        }
    }

    /// The first byte that belongs to no character.
    private static func firstOddByte(_ bytes: [UInt8]) -> Int {
        var iterator = bytes.makeIterator()
        var decoder = UTF8()
        var place = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { place += UTF8.width(scalar) }
        return place
    }
}
