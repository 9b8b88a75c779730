import CellCompiler
import SwiftParser
import SwiftSyntax

/// Where in a cell a question was asked.
public struct CellCursor: Sendable {
    /// What stands there.
    public enum Place: Sendable, Equatable {
        /// Swift. `start` is where the name begins that the cursor is in or behind.
        case swift(start: Int)
        /// A `%` line that begins at this byte.
        case command(line: Int)
        /// Between the quotes of a string that begins at this byte.
        case string(start: Int)
        /// A number: it is what it is, but may be an argument.
        case number
        /// A comment: nothing to say.
        case nothing
    }

    /// The cell as Swift: of the same length, with `%` lines blanked.
    public let swift: String
    /// The cell, its line ends all `\n`; a command that goes on in the next line is one line.
    let text: [UInt8]
    /// The cursor in UTF-8 bytes.
    public let offset: Int
    public let place: Place

    /// - Parameters:
    ///   - code: The cell.
    ///   - offset: The cursor in UTF-8 bytes.
    public init(_ code: String, offset: Int) {
        var bytes = Array(code.utf8)
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\r") {
            let isFollowed = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
            bytes[index] = UInt8(ascii: isFollowed ? " " : "\n")
        }
        self.offset = offset
        let line = (bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let commands = Self.commandLines(bytes, cursorLine: line)
        var text = bytes
        for command in commands {
            // A command of several lines is read as one.
            for end in command.dropLast() where text[end] == UInt8(ascii: "\n") {
                text[end] = UInt8(ascii: " ")
                if let back = text[..<end].lastIndex(of: UInt8(ascii: "\\")) { text[back] = UInt8(ascii: " ") }
            }
            for index in command where bytes[index] != UInt8(ascii: "\n") { bytes[index] = UInt8(ascii: " ") }
        }
        self.text = text
        swift = String(decoding: bytes, as: UTF8.self)
        place =
            commands.first { $0.contains(line) || $0.lowerBound == line }.map { .command(line: $0.lowerBound) }
            ?? Self.place(in: swift, bytes: bytes, offset: offset)
    }

    /// What the cursor is behind, from a place on.
    func text(from start: Int) -> String { String(decoding: text[start..<offset], as: UTF8.self) }

    /// The byte ranges of the `%` and `!` lines, each with the line end behind it.
    private static func commandLines(_ bytes: [UInt8], cursorLine: Int) -> [Range<Int>] {
        guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "!") }) else { return [] }
        var starts = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(index + 1) }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        // A command whose name is still to come is none yet.
        if let index = starts.firstIndex(of: cursorLine),
            lines[index].filter({ !$0.isBlank }) == [UInt8(ascii: "%")]
        {
            lines[index] = Array("%a".utf8)
        }
        let probe = String(decoding: Array(lines.joined(separator: [UInt8(ascii: "\n")])), as: UTF8.self)
        let texts = probe.split(separator: "\n", omittingEmptySubsequences: false)
        return CellSplitter.segments(of: probe).compactMap { segment in
            guard case .command(_, let number) = segment, starts.indices.contains(number - 1) else { return nil }
            let start = starts[number - 1]
            let next = number - 1 + LineContinuation.count(in: texts, from: number - 1)
            return start..<(next < starts.count ? starts[next] : bytes.count)
        }
    }

    private static func place(in source: String, bytes: [UInt8], offset: Int) -> Place {
        guard !isNestedTooDeep(bytes) else { return .nothing }
        if offset > 0 {
            let tree = Parser.parse(source: source)
            if let token = tree.token(at: AbsolutePosition(utf8Offset: offset - 1)) {
                if let place = place(in: token, offset: offset) { return place }
            }
        }
        let start = nameStart(bytes, before: offset)
        guard start == offset || !(bytes[start].isDigit) else { return .number }
        return .swift(start: start)
    }

    /// Every opening bracket may begin a type or a value, and parsers try both: each doubles the time, and 24 take seconds.
    private static func isNestedTooDeep(_ bytes: [UInt8]) -> Bool {
        var depth = 0
        for byte in bytes {
            if byte == UInt8(ascii: "[") { depth += 1 }
            if byte == UInt8(ascii: "]") { depth = max(0, depth - 1) }
            if depth > 16 { return true }
        }
        return false
    }

    /// The place where the byte before the cursor belongs to a string or a comment.
    private static func place(in token: TokenSyntax, offset: Int) -> Place? {
        let start = token.positionAfterSkippingLeadingTrivia.utf8Offset
        let end = token.endPositionBeforeTrailingTrivia.utf8Offset
        if offset <= start { return isComment(token.leadingTrivia, from: token.position.utf8Offset, offset) }
        if offset > end { return isComment(token.trailingTrivia, from: end, offset) }
        guard
            let literal = token.parent?.as(StringLiteralExprSyntax.self)
                ?? token.parent?.parent?.parent?.as(
                    StringLiteralExprSyntax.self)
        else { return nil }
        // A text of several lines names no file.
        if literal.openingQuote.tokenKind == .multilineStringQuote { return .nothing }
        switch token.tokenKind {
        case .stringSegment: return .string(start: literal.openingQuote.endPosition.utf8Offset)
        case .stringQuote:
            return token.id == literal.openingQuote.id && offset == end ? .string(start: end) : .nothing
        default: return nil
        }
    }

    private static func isComment(_ trivia: Trivia, from start: Int, _ offset: Int) -> Place? {
        var place = start
        for piece in trivia {
            let end = place + piece.sourceLength.utf8Length
            if offset > place, offset <= end {
                switch piece {
                case .blockComment(let text), .docBlockComment(let text):
                    return offset == end && text.hasSuffix("*/") ? nil : .nothing
                case .lineComment, .docLineComment: return .nothing
                default: return nil
                }
            }
            place = end
        }
        return nil
    }

    private static func nameStart(_ bytes: [UInt8], before offset: Int) -> Int {
        var start = offset
        while start > 0, bytes[start - 1].isInName { start -= 1 }
        return start
    }

    /// The name around the cursor, or the one that ends at it; empty where there is none.
    var name: Range<Int> {
        let start = Self.nameStart(text, before: offset)
        var end = offset
        while end < text.count, text[end].isInName { end += 1 }
        return start..<end
    }
}

extension UInt8 {
    /// True for what names are made of; every letter outside of ASCII counts as one.
    var isInName: Bool {
        isDigit || self >= 0x80 || self == UInt8(ascii: "_")
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }

    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
