/// The fields of a CSV file, with the place of each.
///
/// RFC 4180, strictly: fields separated by one character, records by a line break, quotes around fields that hold either,
/// a quote doubled inside of quotes. A reader of our own, because what a student needs from a faulty file is the place, and
/// the CSV libraries for Swift do not say it.
struct CSVTable {
    /// A part of the file's bytes: text is made of it only where it is asked for, since most fields are numbers.
    struct Field {
        let bytes: Range<Int>
        let line: Int
        /// What a field in quotes says, without them.
        let quoted: String?
    }

    let file: String
    private let bytes: [UInt8]
    private(set) var records: [[Field]] = []

    /// - Throws: ``EngineError/Code/invalidData`` for a quote that is not closed or stands inside of a bare field, naming its place.
    init(file: String, bytes: [UInt8], delimiter: UInt8?) throws {
        self.file = file
        self.bytes = bytes
        let separator = delimiter ?? Self.guessedDelimiter(bytes)
        var scanner = Scanner(file: file, bytes: bytes, delimiter: separator)
        while let record = try scanner.record() { records.append(record) }
    }

    func text(_ field: Field) -> String {
        field.quoted ?? String(decoding: bytes[field.bytes], as: UTF8.self)
    }

    /// The number in a field; nil for text, and for what is not finite.
    func number(_ field: Field) -> Float? {
        if field.quoted == nil, let short = shortNumber(field.bytes) { return short }
        guard let value = Float(text(field)), value.isFinite else { return nil }
        return value
    }

    /// `t.csv:3:7`, as compilers write places: line and character, both from 1.
    func place(_ field: Field) -> String { Self.place(file, bytes, field.bytes.lowerBound, line: field.line) }

    /// Plain decimals of few digits, exactly as the standard library has them; nil for everything else.
    ///
    /// A whole number below 2²⁴ and a power of ten up to 10¹⁰ are both exact in a Float, so that their quotient is rounded once
    /// (W. Clinger, "How to Read Floating Point Numbers Accurately" (1990), section 3).
    private func shortNumber(_ range: Range<Int>) -> Float? {
        bytes.withUnsafeBufferPointer { bytes in
            var place = range.lowerBound
            guard place < range.upperBound else { return nil }
            let isNegative = bytes[place] == 0x2D
            if isNegative { place += 1 }
            var (value, digits, decimals) = (0, 0, 0)
            var isBehindPoint = false
            while place < range.upperBound {
                let byte = bytes[place]
                place += 1
                if byte == 0x2E, !isBehindPoint {
                    isBehindPoint = true
                    continue
                }
                guard byte >= 0x30, byte <= 0x39, digits < 10 else { return nil }
                value = value * 10 + Int(byte - 0x30)
                digits += 1
                if isBehindPoint { decimals += 1 }
            }
            guard digits > 0, value < 1 << 24, bytes[place - 1] != 0x2E else { return nil }
            let result = decimals == 0 ? Float(value) : Float(value) / Self.powersOfTen[decimals]
            return isNegative ? -result : result
        }
    }

    private static let powersOfTen: [Float] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10]

    /// Columns count characters, not bytes, as an editor does.
    private static func place(_ file: String, _ bytes: [UInt8], _ position: Int, line: Int) -> String {
        let isBreak: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D }
        var start = bytes[..<position].lastIndex(where: isBreak).map { $0 + 1 } ?? 0
        if start == 0, bytes.starts(with: byteOrderMark) { start = byteOrderMark.count }
        return "\(file):\(line):\(1 + bytes[min(start, position)..<position].count { $0 & 0xC0 != 0x80 })"
    }

    /// What spreadsheets write in front.
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Of comma, semicolon and tab, the one that stands most often in the first line; a comma when none does.
    private static func guessedDelimiter(_ bytes: [UInt8]) -> UInt8 {
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        let candidates: [UInt8] = [0x2C, 0x3B, 0x09]
        let counts = candidates.map { candidate in line.count { $0 == candidate } }
        guard let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) else { return 0x2C }
        return candidates[index]
    }

    private struct Scanner {
        let file: String
        let bytes: [UInt8]
        let delimiter: UInt8
        var position = 0
        var line = 1

        init(file: String, bytes: [UInt8], delimiter: UInt8) {
            self.file = file
            self.bytes = bytes
            self.delimiter = delimiter
            if bytes.starts(with: byteOrderMark) { position = byteOrderMark.count }
        }

        /// The next record that is not an empty line.
        mutating func record() throws -> [Field]? {
            while position < bytes.count, isBreak(bytes[position]) { lineBreak() }
            guard position < bytes.count else { return nil }
            var fields = [try field()]
            while position < bytes.count, bytes[position] == delimiter {
                position += 1
                fields.append(try field())
            }
            if position < bytes.count { lineBreak() }
            return fields
        }

        private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

        private mutating func lineBreak() {
            let isPair = bytes[position] == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A
            position += isPair ? 2 : 1
            line += 1
        }

        private mutating func field() throws -> Field {
            let start = position
            let startLine = line
            if position < bytes.count, bytes[position] == 0x22 {
                let text = try quoted()
                return Field(bytes: start..<position, line: startLine, quoted: text)
            }
            while position < bytes.count, bytes[position] != delimiter, !isBreak(bytes[position]) {
                if bytes[position] == 0x22 {
                    throw error(
                        "a quote inside of a field; put the whole field in quotes and double it", at: position,
                        line: line)
                }
                position += 1
            }
            return Field(bytes: trimmed(start..<position), line: startLine, quoted: nil)
        }

        private mutating func quoted() throws -> String {
            let (start, startLine) = (position, line)
            position += 1
            var text: [UInt8] = []
            while position < bytes.count {
                let byte = bytes[position]
                if isBreak(byte) {
                    text.append(0x0A)
                    lineBreak()
                    continue
                }
                position += 1
                guard byte == 0x22 else {
                    text.append(byte)
                    continue
                }
                if position < bytes.count, bytes[position] == 0x22 {
                    text.append(byte)
                    position += 1
                    continue
                }
                guard position == bytes.count || bytes[position] == delimiter || isBreak(bytes[position]) else {
                    throw error(
                        "text after the closing quote of a field; expected a separator", at: position, line: line)
                }
                return String(decoding: text, as: UTF8.self)
            }
            throw error("the quote that opens here is never closed", at: start, line: startLine)
        }

        private func error(_ problem: String, at position: Int, line: Int) -> EngineError {
            EngineError(.invalidData, "\(CSVTable.place(file, bytes, position, line: line)): \(problem).")
        }

        /// Blanks around bare fields (`5.1, 3.5`) are for people; quoted ones are kept.
        private func trimmed(_ range: Range<Int>) -> Range<Int> {
            let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
            var (start, end) = (range.lowerBound, range.upperBound)
            while start < end, isBlank(bytes[start]) { start += 1 }
            while end > start, isBlank(bytes[end - 1]) { end -= 1 }
            return start..<end
        }
    }
}
