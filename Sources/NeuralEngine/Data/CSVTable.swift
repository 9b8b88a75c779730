/// The fields of a CSV file, with the place of each.
///
/// RFC 4180, strictly: fields separated by one character, records by a line break, quotes around fields that hold either,
/// a quote doubled inside of quotes. A reader of our own, because what a student needs from a faulty file is the place, and
/// the CSV libraries for Swift do not say it.
struct CSVTable {
    /// A part of the file's bytes: text is made of it only where it is asked for, since most fields are numbers.
    typealias Field = Range<Int>

    let file: String
    private let bytes: [UInt8]
    private let fields: [Field]
    /// The first field of each record, and the end of the last.
    private let starts: [Int]

    /// How many records there are.
    var count: Int { starts.count - 1 }

    /// - Throws: ``EngineError/Code/invalidData`` for a quote that is not closed or stands inside of a bare field, naming its place.
    init(file: String, bytes: [UInt8], delimiter: UInt8?) throws {
        self.file = file
        self.bytes = bytes
        var scanner = CSVScanner(delimiter: delimiter ?? Self.guessedDelimiter(bytes))
        do throws(CSVScanner.Problem) {
            try bytes.withUnsafeBufferPointer { bytes throws(CSVScanner.Problem) in
                try scanner.scan(bytes, from: bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0)
            }
        } catch {
            throw EngineError(.invalidData, "\(Self.place(file, bytes, error.position)): \(error.text).")
        }
        (fields, starts) = (scanner.fields, scanner.starts)
    }

    /// A record's fields.
    subscript(record: Int) -> ArraySlice<Field> { fields[starts[record]..<starts[record + 1]] }

    /// A field's text, without its quotes.
    func text(_ field: Field) -> String {
        guard !field.isEmpty, bytes[field.lowerBound] == CSVScanner.quote else {
            return String(decoding: bytes[field], as: UTF8.self)
        }
        var text: [UInt8] = []
        var place = field.lowerBound + 1
        while place < field.upperBound - 1 {
            let byte = bytes[place]
            // A doubled quote is one; each kind of line break is a line feed.
            let isPair = byte == CSVScanner.quote || byte == 0x0D && bytes[place + 1] == 0x0A
            text.append(byte == 0x0D ? 0x0A : byte)
            place += isPair ? 2 : 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The number in a field; nil for text, and for what is not finite.
    func number(_ field: Field) -> Float? {
        if let short = bytes.withUnsafeBufferPointer({ DecimalNumber.float($0, field) }) { return short }
        guard let value = Float(text(field)), value.isFinite else { return nil }
        return value
    }

    /// The numbers of some records, all of which have as many fields, without one column; nil when a field is none.
    func numbers(_ records: Range<Int>, without column: Int) -> [Float]? {
        let width = self[records.lowerBound].count
        let count = records.count * (width - 1)
        var isComplete = true
        let result = [Float](unsafeUninitializedCapacity: count) { buffer, filled in
            bytes.withUnsafeBufferPointer { bytes in
                fields[starts[records.lowerBound]..<starts[records.upperBound]].withUnsafeBufferPointer { fields in
                    var field = 0
                    for _ in records {
                        for index in 0..<width {
                            defer { field &+= 1 }
                            guard index != column else { continue }
                            guard let value = DecimalNumber.float(bytes, fields[field]) ?? number(fields[field]) else {
                                isComplete = false
                                return
                            }
                            buffer[filled] = value
                            filled &+= 1
                        }
                    }
                }
            }
        }
        return isComplete ? result : nil
    }

    /// `t.csv:3:7`, as compilers write places: line and character, both from 1.
    func place(_ field: Field) -> String { Self.place(file, bytes, field.lowerBound) }

    /// Columns count characters, not bytes, as an editor does.
    private static func place(_ file: String, _ bytes: [UInt8], _ position: Int) -> String {
        var (line, start) = (1, bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0)
        for place in start..<max(start, position) {
            // A carriage return and a line feed are one break.
            guard bytes[place] == 0x0A || bytes[place] == 0x0D && !(place + 1 < bytes.count && bytes[place + 1] == 0x0A)
            else { continue }
            (line, start) = (line + 1, place + 1)
        }
        return "\(file):\(line):\(1 + bytes[min(start, position)..<position].count { $0 & 0xC0 != 0x80 })"
    }

    /// What spreadsheets write in front.
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Of comma, semicolon and tab, the one that stands most often in the first line; a comma when none does.
    static func guessedDelimiter(_ bytes: [UInt8]) -> UInt8 {
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        let candidates: [UInt8] = [0x2C, 0x3B, 0x09]
        let counts = candidates.map { candidate in line.count { $0 == candidate } }
        guard let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) else { return 0x2C }
        return candidates[index]
    }
}
