/// Reads what ``BinaryWriter`` wrote; every length is checked against the bytes that are there.
struct BinaryReader {
    private let bytes: ArraySlice<UInt8>
    private var place: Int
    private let file: String

    /// - Throws: ``EngineError/Code/file`` when the bytes were cut off or changed.
    init(_ bytes: [UInt8], file: String) throws {
        self.file = file
        guard bytes.count >= 8 else { throw Self.damaged(file) }
        let content = bytes.dropLast(8)
        let sum = bytes.suffix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard BinaryWriter.checksum(content) == sum else { throw Self.damaged(file) }
        self.bytes = content
        place = 0
    }

    var isAtEnd: Bool { place == bytes.endIndex }

    mutating func number() throws -> UInt64 {
        try take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func count() throws -> Int {
        guard let count = Int(exactly: Int64(bitPattern: try number())), count >= 0 else { throw Self.damaged(file) }
        return count
    }

    mutating func double() throws -> Double { Double(bitPattern: try number()) }

    mutating func text() throws -> String {
        let length = try count()
        return String(decoding: try take(length), as: UTF8.self)
    }

    /// As many texts as a count before them says; each has a length of 8 bytes, so that the count is checked first.
    mutating func texts() throws -> [String] {
        let count = try count()
        guard count <= (bytes.endIndex - place) / 8 else { throw Self.damaged(file) }
        return try (0..<count).map { _ in try text() }
    }

    mutating func doubles() throws -> [Double] {
        let count = try count()
        guard count <= (bytes.endIndex - place) / 8 else { throw Self.damaged(file) }
        return try (0..<count).map { _ in try double() }
    }

    mutating func floats() throws -> [Float] {
        let count = try count()
        guard count <= (bytes.endIndex - place) / 4 else { throw Self.damaged(file) }
        let source = try take(4 * count)
        return source.withUnsafeBytes { raw in
            (0..<count).map {
                Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
            }
        }
    }

    mutating func table() throws -> [String: [Double]] {
        var result: [String: [Double]] = [:]
        for _ in 0..<(try count()) { result[try text()] = try doubles() }
        return result
    }

    private mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count <= bytes.endIndex - place else { throw Self.damaged(file) }
        defer { place += count }
        return bytes[place..<(place + count)]
    }

    private static func damaged(_ file: String) -> EngineError {
        EngineError(.file, "'\(file)' is no whole file of this kind: it was cut off, changed, or is something else.")
    }
}
