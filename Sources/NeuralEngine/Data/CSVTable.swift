/// The fields of a CSV file, with the place of each.
///
/// RFC 4180, strictly: fields separated by one character, records by a line break, quotes around fields that hold either,
/// a quote doubled inside of quotes. A reader of our own, because what a student needs from a faulty file is the place, and
/// the CSV libraries for Swift do not say it.
struct CSVTable {
    struct Field {
        let text: String
        /// Where it begins, both from 1.
        let line: Int
        let column: Int
    }

    let file: String
    private(set) var records: [[Field]] = []

    /// - Throws: ``EngineError/Code/invalidData`` for a quote that is not closed or stands inside of a bare field, naming its place.
    init(file: String, bytes: [UInt8], delimiter: UInt8?) throws {
        self.file = file
        let separator = delimiter ?? Self.guessedDelimiter(bytes)
        var scanner = Scanner(file: file, bytes: bytes, delimiter: separator)
        while let record = try scanner.record() { records.append(record) }
    }

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
        var lineStart = 0
        private var counted = (position: 0, column: 1)

        init(file: String, bytes: [UInt8], delimiter: UInt8) {
            self.file = file
            self.bytes = bytes
            self.delimiter = delimiter
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {  // the byte order mark that spreadsheets write
                position = 3
                lineStart = 3
                counted = (3, 1)
            }
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
            lineStart = position
        }

        /// Characters, not bytes, as an editor counts them; counted on from the place asked for before, since a file may be
        /// one line of a million fields.
        private mutating func column() -> Int {
            if counted.position < lineStart { counted = (lineStart, 1) }
            counted.column += bytes[counted.position..<position].count { $0 & 0xC0 != 0x80 }
            counted.position = position
            return counted.column
        }

        private mutating func field() throws -> Field {
            let (startLine, startColumn) = (line, column())
            guard position < bytes.count, bytes[position] == 0x22 else {
                let start = position
                while position < bytes.count, bytes[position] != delimiter, !isBreak(bytes[position]) {
                    if bytes[position] == 0x22 {
                        throw EngineError(
                            .invalidData,
                            "\(file):\(line):\(column()): a quote inside of a field; put the whole field in quotes and double it."
                        )
                    }
                    position += 1
                }
                let text = String(decoding: bytes[start..<position], as: UTF8.self)
                return Field(text: Self.trimmed(text), line: startLine, column: startColumn)
            }
            return Field(text: try quoted(startLine, startColumn), line: startLine, column: startColumn)
        }

        private mutating func quoted(_ startLine: Int, _ startColumn: Int) throws -> String {
            position += 1
            var text: [UInt8] = []
            while position < bytes.count {
                let byte = bytes[position]
                if byte == 0x22 {
                    position += 1
                    guard position < bytes.count, bytes[position] == 0x22 else {
                        guard position == bytes.count || bytes[position] == delimiter || isBreak(bytes[position]) else {
                            throw EngineError(
                                .invalidData,
                                "\(file):\(line):\(column()): text after the closing quote of a field; expected a separator."
                            )
                        }
                        return String(decoding: text, as: UTF8.self)
                    }
                    text.append(byte)
                    position += 1
                } else if isBreak(byte) {
                    text.append(0x0A)
                    lineBreak()
                } else {
                    text.append(byte)
                    position += 1
                }
            }
            throw EngineError(
                .invalidData, "\(file):\(startLine):\(startColumn): the quote that opens here is never closed.")
        }

        /// Blanks around bare fields (`5.1, 3.5`) are for people; quoted ones are kept.
        private static func trimmed(_ text: String) -> String {
            guard text.first == " " || text.last == " " || text.first == "\t" || text.last == "\t" else { return text }
            let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
            let start = text.firstIndex { !isBlank($0) } ?? text.endIndex
            guard let end = text.lastIndex(where: { !isBlank($0) }) else { return "" }
            return String(text[start...end])
        }
    }
}
