/// A `.safetensors` file: a head of JSON with a name, type, shape and place for each array, and the arrays behind it.
///
/// Source: Hugging Face, "safetensors", README, section "Format". As there, the arrays follow each other without holes, which makes
/// files of several meanings impossible.
package struct SafetensorsFile {
    package struct Entry: Sendable {
        package let name: String
        /// `F32`, `BF16`, `I64`, …
        package let type: String
        package let shape: [Int]
        /// Places among the bytes of the whole file.
        let range: Range<Int>
    }

    package let file: String
    /// In the order in which they lie in the file.
    package let entries: [Entry]
    package let metadata: [String: String]
    private let bytes: UnsafeRawBufferPointer

    private static let formats: [String: NumberFormat] = [
        "F64": NumberFormat(.floating, size: 8), "F32": .float32, "F16": NumberFormat(.floating, size: 2),
        "BF16": NumberFormat(.brain, size: 2), "I64": NumberFormat(.signed, size: 8),
        "I32": NumberFormat(.signed, size: 4), "I16": NumberFormat(.signed, size: 2),
        "I8": NumberFormat(.signed, size: 1), "U64": NumberFormat(.unsigned, size: 8),
        "U32": NumberFormat(.unsigned, size: 4), "U16": NumberFormat(.unsigned, size: 2),
        "U8": NumberFormat(.unsigned, size: 1), "BOOL": NumberFormat(.boolean, size: 1),
    ]

    /// - Throws: ``DataFileError`` with the byte at which the file is not what it should be.
    package init(file: String, bytes: UnsafeRawBufferPointer) throws {
        guard bytes.count >= 8 else {
            throw DataFileError(file, byte: bytes.count, "this is no .safetensors file: it has less than 8 bytes")
        }
        let announced = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard let length = Int(exactly: announced), length >= 2, length <= bytes.count - 8 else {
            throw DataFileError(
                file, byte: 0,
                "a head of \(announced) bytes is announced in a file of \(bytes.count); it was cut off, or is something else"
            )
        }
        let start = 8 + length
        var scanner = JSONScanner(file: file, bytes: UnsafeRawBufferPointer(rebasing: bytes[..<start]), place: 8)
        var entries: [Entry] = []
        var metadata: [String: String] = [:]
        var names: Set<String> = []
        try scanner.object { scanner, name in
            guard names.insert(name).inserted else { throw scanner.error("'\(name.prefix(60))' stands there twice") }
            if name == "__metadata__" {
                try scanner.object { metadata[$1] = try $0.text() }
            } else {
                entries.append(try Self.entry(&scanner, name: name, start: start, fileSize: bytes.count))
            }
        }
        scanner.skipBlanks()
        guard scanner.place == start else { throw scanner.error("something follows the JSON of the head") }
        entries.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        var next = start
        for entry in entries {
            guard entry.range.lowerBound == next else {
                throw DataFileError(
                    file, byte: next, "the arrays overlap or leave a hole in front of '\(entry.name.prefix(60))'")
            }
            next = entry.range.upperBound
        }
        guard next == bytes.count else {
            throw DataFileError(file, byte: next, "\(bytes.count - next) bytes follow the last array")
        }
        (self.file, self.entries, self.metadata, self.bytes) = (file, entries, metadata, bytes)
    }

    /// The bytes of an array.
    package func bytes(of entry: Entry) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[entry.range])
    }

    /// The numbers of an array.
    package func array(_ entry: Entry) throws -> NumberArray {
        guard let format = Self.formats[entry.type] else {
            throw DataFileError(
                file, byte: entry.range.lowerBound,
                "numbers of type \(entry.type) ('\(entry.name.prefix(60))') cannot be read")
        }
        let header = try ArrayHeader(
            file: file, format: format, shape: entry.shape, start: entry.range.lowerBound,
            fileSize: entry.range.upperBound)
        return try header.array(file: file, bytes: bytes)
    }

    /// An array for a file.
    package enum Content {
        case floats(NumberArray)
        case bytes([UInt8])
    }

    /// A file's parts, to be written one behind the other.
    package static func pieces(_ arrays: [(name: String, content: Content)], metadata: [String: String]) -> [[UInt8]] {
        // Floats first, so that each begins at a multiple of four.
        let floats = arrays.filter { if case .floats = $0.content { true } else { false } }
        let others = arrays.filter { if case .bytes = $0.content { true } else { false } }
        var members: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
            members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
        }
        var pieces: [[UInt8]] = []
        var place = 0
        for (name, content) in floats + others {
            var piece: [UInt8] = []
            let (type, shape): (String, [Int])
            switch content {
            case .floats(let array):
                piece.append(scalars: array.scalars)
                (type, shape) = ("F32", array.shape)
            case .bytes(let bytes):
                piece = bytes
                (type, shape) = ("U8", [bytes.count])
            }
            let lengths = shape.map(String.init).joined(separator: ",")
            members.append(
                "\(quoted(name)):{\"dtype\":\"\(type)\",\"shape\":[\(lengths)],\"data_offsets\":[\(place),\(place + piece.count)]}"
            )
            place += piece.count
            pieces.append(piece)
        }
        var head = Array("{\(members.joined(separator: ","))}".utf8)
        head += [UInt8](repeating: 0x20, count: (8 - head.count % 8) % 8)
        let length = (0..<8).map { UInt8(UInt64(head.count) >> (8 * UInt64($0)) & 0xFF) }
        return [length + head] + pieces
    }

    private static func entry(
        _ scanner: inout JSONScanner, name: String, start: Int, fileSize: Int
    ) throws -> Entry {
        var (type, shape, offsets): (String?, [Int]?, [Int]?) = (nil, nil, nil)
        try scanner.object { scanner, key in
            switch key {
            case "dtype": type = try scanner.text()
            case "shape": shape = try scanner.numbers()
            case "data_offsets": offsets = try scanner.numbers()
            default: throw scanner.error("'\(key.prefix(60))' is not known; expected dtype, shape and data_offsets")
            }
        }
        guard let type, let shape, let offsets, offsets.count == 2 else {
            throw scanner.error("'\(name.prefix(60))' lacks dtype, shape or the two data_offsets")
        }
        guard offsets[0] <= offsets[1], offsets[1] <= fileSize - start else {
            throw scanner.error("'\(name.prefix(60))' does not lie within the file; it was cut off")
        }
        if let size = formats[type]?.size {
            guard let count = NumberArray.count(shape), count <= fileSize, count * size == offsets[1] - offsets[0]
            else {
                throw scanner.error(
                    "'\(name.prefix(60))' of shape \(shape) does not take the \(offsets[1] - offsets[0]) bytes that it has"
                )
            }
        }
        return Entry(name: name, type: type, shape: shape, range: (start + offsets[0])..<(start + offsets[1]))
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
