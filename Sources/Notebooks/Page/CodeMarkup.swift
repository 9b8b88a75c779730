import CellCompiler
import SwiftIDEUtils
import SwiftParser
import SwiftSyntax

/// Code with spans for what its words are.
enum CodeMarkup {
    /// What a piece of code is, and the class of its span.
    private enum Part: UInt8 {
        case plain, keyword, type, string, number, comment, attribute, command, option

        var name: String {
            switch self {
            case .plain: ""
            case .keyword: "k"
            case .type: "t"
            case .string: "s"
            case .number: "n"
            case .comment: "c"
            case .attribute: "a"
            case .command: "m"
            case .option: "o"
            }
        }
    }

    /// A cell: Swift, `%` commands and lines for the shell.
    static func html(cell source: String) -> String {
        let text = source.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        var bytes = Array(text.utf8)
        let whole = bytes
        var starts = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(index + 1) }
        var commands: [Range<Int>] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for case .command(_, let number) in CellSplitter.segments(of: text) where starts.indices.contains(number - 1) {
            let start = starts[number - 1]
            let next = number - 1 + LineContinuation.count(in: lines, from: number - 1)
            let end = starts.indices.contains(next) ? starts[next] - 1 : bytes.count
            commands.append(start..<end)
            // Blanks in its place, so that the Swift around it stays where it is.
            for index in start..<end { bytes[index] = UInt8(ascii: " ") }
        }
        var parts = swiftParts(bytes)
        for range in commands { paintCommand(whole, range, &parts) }
        return spans(whole, parts)
    }

    private static func swiftParts(_ bytes: [UInt8]) -> [Part] {
        var parts = [Part](repeating: .plain, count: bytes.count)
        for range in Parser.parse(source: String(decoding: bytes, as: UTF8.self)).classifications {
            let place = range.range.lowerBound.utf8Offset..<min(range.range.upperBound.utf8Offset, bytes.count)
            guard !place.isEmpty else { continue }
            let part: Part =
                switch range.kind {
                case .keyword, .ifConfigDirective: .keyword
                case .type: .type
                case .stringLiteral, .regexLiteral: .string
                case .integerLiteral, .floatLiteral: .number
                case .lineComment, .blockComment, .docLineComment, .docBlockComment: .comment
                case .attribute: .attribute
                // A capital begins the names of types, also where one is called.
                case .identifier where UInt8(ascii: "A")...UInt8(ascii: "Z") ~= bytes[place.lowerBound]: .type
                default: .plain
                }
            for index in place { parts[index] = part }
        }
        return parts
    }

    private static func paintCommand(_ bytes: [UInt8], _ range: Range<Int>, _ parts: inout [Part]) {
        var index = range.lowerBound
        var isFirst = true
        while index < range.upperBound {
            let start = index
            let byte = bytes[index]
            if isBlank(byte) {
                index += 1
                continue
            }
            let isQuoted = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
            index += 1
            if isFirst, byte == UInt8(ascii: "!") {
                parts[start] = .command
                return
            }
            while index < range.upperBound, isQuoted ? bytes[index] != byte : !isBlank(bytes[index]) {
                index += 1
            }
            if isQuoted { index = min(index + 1, range.upperBound) }
            let isNumber = bytes[start..<index].allSatisfy { "0123456789.,eE+-".utf8.contains($0) }
            let part: Part =
                isFirst
                ? .command
                : isQuoted
                    ? .string
                    : bytes[start..<index].starts(with: "--".utf8)
                        ? .option
                        : isNumber ? .number : .plain
            for place in start..<index { parts[place] = part }
            isFirst = false
        }
    }

    /// True for what stands between the words of a command, which may have several lines.
    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
    }

    private static func spans(_ bytes: [UInt8], _ parts: [Part]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 3 / 2)
        var current = Part.plain
        for (byte, part) in zip(bytes, parts) {
            if part != current {
                if current != .plain { result += "</span>".utf8 }
                if part != .plain { result += "<span class=\"\(part.name)\">".utf8 }
                current = part
            }
            HTMLText.append(byte, to: &result)
        }
        if current != .plain { result += "</span>".utf8 }
        return String(decoding: result, as: UTF8.self)
    }
}
