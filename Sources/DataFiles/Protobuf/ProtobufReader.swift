/// Reads what ``ProtobufWriter`` writes, field by field; nothing is copied.
package struct ProtobufReader {
    package enum Value {
        /// A number of any length, or 64 bits.
        case number(UInt64)
        case float(Float)
        /// A text, bytes, a message, or packed numbers.
        case bytes(ProtobufReader)
    }

    package let file: String
    /// Of the whole file.
    private let bytes: UnsafeRawBufferPointer
    package private(set) var place: Int
    package let end: Int

    package init(file: String, bytes: UnsafeRawBufferPointer) {
        self.init(file: file, bytes: bytes, place: 0, end: bytes.count)
    }

    private init(file: String, bytes: UnsafeRawBufferPointer, place: Int, end: Int) {
        (self.file, self.bytes, self.place, self.end) = (file, bytes, place, end)
    }

    package var isAtEnd: Bool { place >= end }

    /// The content of a field of bytes.
    package var content: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[place..<end]) }

    /// - Throws: ``DataFileError`` with the byte at which it is no UTF-8.
    package func text() throws -> String {
        guard let text = String(validating: content, as: UTF8.self) else {
            throw DataFileError(file, byte: place, "a text is no UTF-8")
        }
        return text
    }

    /// The next field and its value.
    package mutating func next() throws -> (field: Int, value: Value) {
        let start = place
        let key = try varint()
        guard let field = Int(exactly: key >> 3), field >= 1 else {
            throw DataFileError(file, byte: start, "field 0 is none; this is no ONNX file, or it is damaged")
        }
        switch key & 7 {
        case 0: return (field, .number(try varint()))
        case 1:
            let value = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: try skip(8), as: UInt64.self))
            return (field, .number(value))
        case 2:
            let count = try varint()
            guard count <= UInt64(end - place) else {
                throw DataFileError(
                    file, byte: start, "a field of \(count) bytes is announced, but \(end - place) follow")
            }
            let first = try skip(Int(count))
            return (field, .bytes(ProtobufReader(file: file, bytes: bytes, place: first, end: first + Int(count))))
        case 5:
            let bits = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: try skip(4), as: UInt32.self))
            return (field, .float(Float(bitPattern: bits)))
        default: throw DataFileError(file, byte: start, "a field of kind \(key & 7), which there is not")
        }
    }

    /// Packed numbers of any length.
    package func numbers() throws -> [Int] {
        var rest = self
        var result: [Int] = []
        while !rest.isAtEnd { result.append(Int(Int64(bitPattern: try rest.varint()))) }
        return result
    }

    private mutating func skip(_ count: Int) throws -> Int {
        guard count <= end - place else {
            throw DataFileError(file, byte: place, "the file ends in the middle of a field")
        }
        defer { place += count }
        return place
    }

    private mutating func varint() throws -> UInt64 {
        var result: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard place < end else { throw DataFileError(file, byte: place, "the file ends in the middle of a number") }
            let byte = bytes[place]
            place += 1
            if shift < 64 { result |= UInt64(byte & 0x7F) << shift }
            if byte < 0x80 { return result }
        }
        throw DataFileError(file, byte: place, "a number has more than ten bytes")
    }
}
