/// How deep square brackets lie within each other.
///
/// Swift's parsers look ahead at each `[` whether a type or a list begins, so their time doubles with each level: 16 take a
/// tenth of a second, 24 ten seconds, and neither can be interrupted. So the brackets are counted before anything parses.
public enum BracketNesting {
    /// Far more than tables of tables have.
    public static let limit = 16

    /// The line in which brackets first lie deeper than the limit, from 1; nil where none do. Strings and comments do not count.
    public static func lineBeyondLimit(in source: String) -> Int? {
        var reader = Reader(bytes: Array(source.utf8))
        return reader.lineBeyondLimit()
    }

    private struct Reader {
        let bytes: [UInt8]
        var index = 0
        var line = 1

        mutating func lineBeyondLimit() -> Int? {
            var depth = 0
            while index < bytes.count {
                switch bytes[index] {
                case UInt8(ascii: "["):
                    depth += 1
                    if depth > BracketNesting.limit { return line }
                case UInt8(ascii: "]"): depth = max(0, depth - 1)
                case UInt8(ascii: "/"): skipComment()
                case UInt8(ascii: "\""): skipText()
                case UInt8(ascii: "\n"): line += 1
                default: break
                }
                index += 1
            }
            return nil
        }

        private func stands(_ text: StaticString, at place: Int) -> Bool {
            place + text.utf8CodeUnitCount <= bytes.count
                && (0..<text.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
        }

        /// Leaves the last byte of the comment to be passed over.
        private mutating func skipComment() {
            if stands("//", at: index) {
                while index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: "\n") { index += 1 }
            } else if stands("/*", at: index) {
                index += 2
                while index < bytes.count, !stands("*/", at: index) { advance() }
                index += 1
            }
        }

        /// Leaves the last quote to be passed over. A text that does not end ends with its line.
        private mutating func skipText() {
            let isLong = stands("\"\"\"", at: index)
            index += isLong ? 3 : 1
            while index < bytes.count {
                if bytes[index] == UInt8(ascii: "\\") {
                    index += 1
                } else if isLong ? stands("\"\"\"", at: index) : bytes[index] == UInt8(ascii: "\"") {
                    index += isLong ? 2 : 0
                    return
                } else if !isLong, bytes[index] == UInt8(ascii: "\n") {
                    line += 1
                    return
                }
                advance()
            }
        }

        private mutating func advance() {
            if index < bytes.count, bytes[index] == UInt8(ascii: "\n") { line += 1 }
            index += 1
        }
    }
}
