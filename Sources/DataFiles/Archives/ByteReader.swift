/// Numbers of a file in memory, little end first; every place is checked.
struct ByteReader {
    let file: String
    let bytes: UnsafeRawBufferPointer

    func u16(_ place: Int) throws -> UInt16 { UInt16(littleEndian: try load(place)) }
    func u32(_ place: Int) throws -> UInt32 { UInt32(littleEndian: try load(place)) }

    /// A size or place of 64 bits.
    func size(_ place: Int) throws -> Int {
        let value = UInt64(littleEndian: try load(place))
        guard let size = Int(exactly: value), size <= 1 << 56 else {
            throw DataFileError(file, byte: place, "\(value) is no size that a file can have")
        }
        return size
    }

    func part(_ place: Int, _ count: Int) throws -> UnsafeRawBufferPointer {
        try check(place, count)
        return UnsafeRawBufferPointer(rebasing: bytes[place..<(place + count)])
    }

    private func load<Number: FixedWidthInteger>(_ place: Int) throws -> Number {
        try check(place, MemoryLayout<Number>.size)
        return bytes.loadUnaligned(fromByteOffset: place, as: Number.self)
    }

    private func check(_ place: Int, _ count: Int) throws {
        guard place >= 0, place <= bytes.count, count <= bytes.count - place else {
            throw DataFileError(
                file, byte: min(max(place, 0), bytes.count), "the file ends here, in the middle of a record")
        }
    }
}
