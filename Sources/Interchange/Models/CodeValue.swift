/// A piece of Swift as layers are written in it: `Dense(16, activation: .leakyRelu(negativeSlope: 0.1))`.
indirect enum CodeValue: Equatable {
    case number(Double)
    case flag(Bool)
    case list([CodeValue])
    /// `.tanh`, `.constant(0.5)`
    case member(String, [Argument])
    /// `Dense(16)`, and what stands in braces behind it.
    case call(String, [Argument], block: [CodeValue])

    struct Argument: Equatable {
        let label: String?
        let value: CodeValue
    }
}

/// Reads ``CodeValue``s; anything else in Swift is refused.
struct CodeScanner {
    private let text: [UInt8]
    private var place = 0
    private var depth = 0
    /// Deeper nesting is no network's.
    private static let deepest = 64

    private init(_ code: String) { text = Array(code.utf8) }

    /// - Throws: ``CodeProblem`` with the character at which the text is no such piece.
    static func value(of code: String) throws -> CodeValue {
        var scanner = CodeScanner(code)
        let value = try scanner.value()
        scanner.skipBlanks()
        guard scanner.place == scanner.text.count else { throw scanner.problem("nothing more was expected") }
        return value
    }

    private mutating func value() throws -> CodeValue {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw problem("it is nested too deeply") }
        skipBlanks()
        guard place < text.count else { throw problem("it ends in the middle") }
        switch text[place] {
        case UInt8(ascii: "["):
            return .list(try elements(open: "[", close: "]", separator: ",") { try $0.value() })
        case UInt8(ascii: "."):
            place += 1
            let name = try name()
            return .member(name, try arguments())
        case UInt8(ascii: "-"), 0x30...0x39: return .number(try number())
        default:
            let name = try name()
            if name == "true" || name == "false" { return .flag(name == "true") }
            if name == "inf" || name == "nan" { throw problem("'\(name)' is no number of a layer") }
            let arguments = try arguments()
            skipBlanks()
            let hasBlock = place < text.count && text[place] == UInt8(ascii: "{")
            let block = hasBlock ? try elements(open: "{", close: "}", separator: ";") { try $0.value() } : []
            return .call(name, arguments, block: block)
        }
    }

    private mutating func arguments() throws -> [CodeValue.Argument] {
        guard place < text.count, text[place] == UInt8(ascii: "(") else { return [] }
        return try elements(open: "(", close: ")", separator: ",") { scanner in
            scanner.skipBlanks()
            let start = scanner.place
            if let label = try? scanner.name() {
                scanner.skipBlanks()
                if scanner.skip(":") { return CodeValue.Argument(label: label, value: try scanner.value()) }
            }
            scanner.place = start
            return CodeValue.Argument(label: nil, value: try scanner.value())
        }
    }

    private mutating func elements<Element>(
        open: Unicode.Scalar, close: Unicode.Scalar, separator: Unicode.Scalar,
        _ element: (inout CodeScanner) throws -> Element
    ) throws -> [Element] {
        guard skip(open) else { throw problem("expected '\(open)'") }
        var result: [Element] = []
        skipBlanks()
        if skip(close) { return result }
        while true {
            result.append(try element(&self))
            skipBlanks()
            if skip(close) { return result }
            guard skip(separator) else { throw problem("expected '\(separator)' or '\(close)'") }
        }
    }

    private mutating func name() throws -> String {
        skipBlanks()
        let start = place
        while place < text.count, Self.isLetter(text[place]) || (place > start && Self.isDigit(text[place])) {
            place += 1
        }
        guard place > start else { throw problem("expected a name") }
        return String(decoding: text[start..<place], as: UTF8.self)
    }

    private mutating func number() throws -> Double {
        let start = place
        let allowed = Set("+-.0123456789e_".utf8)
        while place < text.count, allowed.contains(text[place]) { place += 1 }
        guard let value = Double(String(decoding: text[start..<place], as: UTF8.self).filter { $0 != "_" }),
            value.isFinite
        else { throw problem("expected a number") }
        return value
    }

    private mutating func skipBlanks() {
        while place < text.count, text[place] == 0x20 || text[place] == 0x0A { place += 1 }
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard place < text.count, text[place] == UInt8(ascii: scalar) else { return false }
        place += 1
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
    }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private func problem(_ text: String) -> CodeProblem { CodeProblem(text: "character \(place + 1): \(text)") }
}

/// Why a piece of code makes no layer.
struct CodeProblem: Error {
    let text: String
}
