import SwiftParser
import SwiftSyntax

/// Cuts a cell into Swift and `%` lines, in the order in which they stand.
///
/// A command is a line whose first character, after blanks, is `%` followed by a letter, and which does not lie inside a
/// string or a comment. No Swift statement starts so, and no expression goes on so: a binary `%` has a blank on both
/// sides or on none. A backslash at its end takes the next line along (``LineContinuation``).
///
/// A line that starts with `!` is one for the shell. There Swift is ambiguous: `!isReady` is an expression, too. So it counts
/// only where a statement can start at the top level, and not where a variable's name stands behind the sign.
public enum CellSplitter {
    /// The segments of a cell; a segment of Swift without a token (blank lines, comments) is left out.
    ///
    /// - Parameter isVariable: whether the session has a variable of this name.
    public static func segments(
        of source: String, isVariable: (String) -> Bool = { _ in false }
    ) -> [CellSegment] {
        let text = source.withLineFeeds
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var commands: [Int: String] = [:]
        func take(_ index: Int) {
            let whole = index..<(index + LineContinuation.count(in: lines, from: index))
            commands[index] = LineContinuation.joined(lines[whole])
            for line in whole { lines[line] = "" }
        }
        // One line is blanked at a time, for a command's text may hold an opening quote or comment that would swallow
        // what follows it.
        while let index = firstCommandLine(in: lines, notBefore: commands.keys.max().map { $0 + 1 } ?? 0) {
            take(index)
        }
        for index in ShellLines.indices(in: lines, isVariable: isVariable) {
            take(index)
        }
        guard !commands.isEmpty else { return swiftSegment(lines[...]).map { [$0] } ?? [] }

        var segments: [CellSegment] = []
        var start = 0
        for index in commands.keys.sorted() {
            if let swift = swiftSegment(lines[start..<index]) { segments.append(swift) }
            segments.append(.command(line: commands[index] ?? "", number: index + 1))
            start = index + 1
        }
        if let swift = swiftSegment(lines[start...]) { segments.append(swift) }
        return segments
    }

    /// True for a line that looks like a command; whether it is one depends on what stands around it.
    static func looksLikeCommand(_ line: some StringProtocol) -> Bool {
        let rest = line.drop { $0 == " " || $0 == "\t" }
        guard rest.first == "%" else { return false }
        let name = rest.drop { $0 == "%" }
        return name.startIndex != rest.startIndex && (name.first?.isLetter ?? false)
    }

    private static func firstCommandLine(in lines: [String], notBefore first: Int) -> Int? {
        let candidates = lines.indices.dropFirst(first).filter { looksLikeCommand(lines[$0]) }
        guard let candidate = candidates.first else { return nil }
        // A line before which no quote or comment opens is a command without a parse: the usual case, and the fast one.
        if !lines[..<candidate].contains(where: { $0.contains("\"") || $0.contains("/*") }) { return candidate }

        let text = lines.joined(separator: "\n")
        let offsets = lines.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.utf8.count + 1) }
        let tokenStarts = Set(
            Parser.parse(source: text).tokens(viewMode: .sourceAccurate)
                .filter { $0.text.hasPrefix("%") && !$0.isInStringLiteral }
                .map(\.positionAfterSkippingLeadingTrivia.utf8Offset))
        return candidates.first { index in
            let blanks = lines[index].utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
            return tokenStarts.contains(offsets[index] + blanks)
        }
    }

    private static func swiftSegment(_ lines: ArraySlice<String>) -> CellSegment? {
        guard let first = lines.firstIndex(where: { !$0.trimmingBlanks.isEmpty }) else { return nil }
        let text = lines[first...].joined(separator: "\n")
        let tree = Parser.parse(source: text)
        // A comment that is never closed has no token either, and hides what the student meant to run.
        guard tree.firstToken(viewMode: .sourceAccurate)?.tokenKind != .endOfFile || tree.hasError else { return nil }
        return .swift(text: text, firstLine: first + 1)
    }
}

extension TokenSyntax {
    /// True for the text between quotes.
    fileprivate var isInStringLiteral: Bool {
        if case .stringSegment = tokenKind { return true }
        return false
    }
}

extension String {
    /// The same lines, each ended by a line feed alone. Byte by byte, since a carriage return and a line feed are one character,
    /// also where the feed only just came to stand behind the return.
    var withLineFeeds: String {
        let (feed, back) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        guard utf8.contains(back) else { return self }
        var bytes: [UInt8] = []
        var previous: UInt8 = 0
        for byte in utf8 {
            if byte != feed || previous != back { bytes.append(byte == back ? feed : byte) }
            previous = byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Without blanks at both ends.
    var trimmingBlanks: String {
        let blanks: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return String(drop(while: blanks).reversed().drop(while: blanks).reversed())
    }
}
