/// Takes the formulas out of Markdown, whose own signs they hold, and leaves marks in their places.
///
/// A formula stands between `$` (no blank behind the first, none before the last, no digit behind the last, so that amounts of
/// money are none), between `$$`, between `\\(` and `\\)`, between `\\[` and `\\]`, or in an environment such as `align`. None is
/// looked for in code.
struct MathSplitter {
    /// A formula of the text.
    struct Formula {
        /// What stands between its signs.
        let source: String
        let isDisplayed: Bool
        /// With its signs, as it was written.
        let written: String
    }

    /// The text with a mark in place of each formula.
    private(set) var text = ""
    /// The formulas, in the order of their marks.
    private(set) var formulas: [Formula] = []

    /// Private signs of Unicode around the number of a formula.
    static let opening: Unicode.Scalar = "\u{E000}"
    static let closing: Unicode.Scalar = "\u{E001}"

    private static let environments = [
        "equation", "align", "gather", "multline", "eqnarray", "alignat", "flalign", "displaymath", "math", "cases",
        "split",
        "aligned", "gathered", "array", "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix",
    ]

    private let bytes: [UInt8]
    private var index = 0
    private var result: [UInt8] = []

    init(_ markdown: String) {
        // Nothing but a mark may look like one.
        let clean =
            markdown.unicodeScalars.contains { $0 == Self.opening || $0 == Self.closing }
            ? markdown.replacing(String(Self.opening), with: "\u{FFFD}").replacing(
                String(Self.closing), with: "\u{FFFD}")
            : markdown
        bytes = Array(clean.utf8)
        guard bytes.contains(UInt8(ascii: "$")) || bytes.contains(UInt8(ascii: "\\")) else {
            text = clean
            return
        }
        result.reserveCapacity(bytes.count)
        while index < bytes.count { step() }
        text = String(decoding: result, as: UTF8.self)
    }

    private mutating func step() {
        if index == 0 || bytes[index - 1] == UInt8(ascii: "\n"), copyFence() { return }
        switch bytes[index] {
        case UInt8(ascii: "`"): copyCodeSpan()
        case UInt8(ascii: "\\"): backslash()
        case UInt8(ascii: "$"):
            if follows("$$") {
                if !take(from: index + 2, until: "$$", isDisplayed: true) { copy(2) }
            } else if !takeInline() {
                copy(1)
            }
        default: copy(1)
        }
    }

    private mutating func copy(_ count: Int) {
        result += bytes[index..<min(index + count, bytes.count)]
        index = min(index + count, bytes.count)
    }

    private func follows(_ word: StaticString, at place: Int? = nil) -> Bool {
        let start = place ?? index
        guard start + word.utf8CodeUnitCount <= bytes.count else { return false }
        return (0..<word.utf8CodeUnitCount).allSatisfy { bytes[start + $0] == word.utf8Start[$0] }
    }

    // MARK: Code

    /// Copies a block of code between fences, where one begins here.
    private mutating func copyFence() -> Bool {
        var start = index
        while start < bytes.count, bytes[start] == UInt8(ascii: " ") || bytes[start] == UInt8(ascii: ">") { start += 1 }
        guard start < bytes.count, bytes[start] == UInt8(ascii: "`") || bytes[start] == UInt8(ascii: "~") else {
            return false
        }
        let sign = bytes[start]
        let length = bytes[start...].prefix { $0 == sign }.count
        let end = lineEnd(start)
        guard length >= 3, sign == UInt8(ascii: "~") || !bytes[(start + length)..<end].contains(sign) else {
            return false
        }
        copy(end - index)
        while index < bytes.count {
            copy(1)
            let line = bytes[index..<lineEnd(index)].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ">") }
            copy(lineEnd(index) - index)
            let closing = line.prefix { $0 == sign }.count
            if closing >= length,
                line.dropFirst(closing).allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") })
            {
                break
            }
        }
        return true
    }

    private func lineEnd(_ start: Int) -> Int {
        bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    }

    private mutating func copyCodeSpan() {
        let length = bytes[index...].prefix { $0 == UInt8(ascii: "`") }.count
        var place = index + length
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "`") else {
                place += 1
                continue
            }
            let closing = bytes[place...].prefix { $0 == UInt8(ascii: "`") }.count
            place += closing
            if closing == length { return copy(place - index) }
        }
        copy(length)
    }

    // MARK: Formulas

    private mutating func backslash() {
        if follows("\\\\("), take(from: index + 3, until: "\\\\)", isDisplayed: false) { return }
        if follows("\\\\["), take(from: index + 3, until: "\\\\]", isDisplayed: true) { return }
        if follows("\\begin{"), takeEnvironment() { return }
        // What is escaped is no sign of ours.
        copy(2)
    }

    private mutating func takeEnvironment() -> Bool {
        let start = index + "\\begin{".utf8.count
        guard let brace = bytes[start...].firstIndex(of: UInt8(ascii: "}")) else { return false }
        let name = String(decoding: bytes[start..<brace], as: UTF8.self)
        guard Self.environments.contains(name.hasSuffix("*") ? String(name.dropLast()) : name) else { return false }
        let end = Array("\\end{\(name)}".utf8)
        var place = brace + 1
        while place + end.count <= bytes.count {
            if isBlankLine(place) { return false }
            if bytes[place..<(place + end.count)].elementsEqual(end) {
                let written = index..<(place + end.count)
                note(source: written, written: written, isDisplayed: true)
                return true
            }
            place += 1
        }
        return false
    }

    private mutating func take(from start: Int, until end: StaticString, isDisplayed: Bool) -> Bool {
        var place = start
        while place < bytes.count, !isBlankLine(place) {
            if follows(end, at: place) {
                guard !bytes[start..<place].allSatisfy({ $0 <= 32 }) else { return false }
                note(
                    source: start..<place, written: index..<(place + end.utf8CodeUnitCount), isDisplayed: isDisplayed)
                return true
            }
            place += bytes[place] == UInt8(ascii: "\\") && !follows("\\\\", at: place) ? 2 : 1
        }
        return false
    }

    private mutating func takeInline() -> Bool {
        let start = index + 1
        guard start < bytes.count, bytes[start] > 32 else { return false }
        var place = start
        while place < bytes.count, !isBlankLine(place) {
            switch bytes[place] {
            case UInt8(ascii: "\\"): place += 2
            case UInt8(ascii: "$"):
                let isNumberBehind =
                    place + 1 < bytes.count && UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[place + 1]
                guard bytes[place - 1] > 32, !isNumberBehind, place > start else { return false }
                note(source: start..<place, written: index..<(place + 1), isDisplayed: false)
                return true
            default: place += 1
            }
        }
        return false
    }

    /// No formula goes on over an empty line.
    private func isBlankLine(_ place: Int) -> Bool {
        guard bytes[place] == UInt8(ascii: "\n") else { return false }
        let next = bytes[(place + 1)...].drop {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
        }
        return next.first == UInt8(ascii: "\n")
    }

    private mutating func note(source: Range<Int>, written: Range<Int>, isDisplayed: Bool) {
        formulas.append(
            Formula(
                source: withoutQuotes(source), isDisplayed: isDisplayed,
                written: String(decoding: bytes[written], as: UTF8.self)))
        result += "\(Self.opening)\(formulas.count - 1)\(Self.closing)".utf8
        index = written.upperBound
    }

    /// The signs of a block quote before the lines of a formula are no part of it.
    private func withoutQuotes(_ range: Range<Int>) -> String {
        let source = String(decoding: bytes[range], as: UTF8.self)
        let before = bytes[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        guard bytes[before...].drop(while: { $0 == UInt8(ascii: " ") }).first == UInt8(ascii: ">") else {
            return source
        }
        return source.replacing(/\n *> ?/, with: "\n")
    }
}
