import CDataFiles

/// A zip archive in memory: what NumPy's `.npz` is.
///
/// Source: PKWARE, "APPNOTE.TXT", 6.3.10, sections 4.3 and 4.4; entries stored or deflated, zip64 sizes included. Encrypted and
/// split archives are refused. Nothing is ever written to places that an archive names.
package struct ZipArchive {
    package struct Entry: Sendable {
        package let name: String
        let isDeflated: Bool
        let crc: UInt32
        let packedSize: Int
        let size: Int
        /// Of the local header.
        let place: Int
    }

    package let file: String
    package let entries: [Entry]
    private let bytes: UnsafeRawBufferPointer

    /// - Throws: ``DataFileError`` naming the place that is damaged.
    package init(file: String, bytes: UnsafeRawBufferPointer) throws {
        self.file = file
        self.bytes = bytes
        let reader = ByteReader(file: file, bytes: bytes)
        // The end's record is 22 bytes, with a comment of up to 65,535 behind it.
        let last = max(0, bytes.count - 22 - 65_535)
        guard
            bytes.count >= 22,
            let end = stride(from: bytes.count - 22, through: last, by: -1).first(where: {
                bytes[$0] == 0x50 && bytes[$0 + 1] == 0x4B && bytes[$0 + 2] == 5 && bytes[$0 + 3] == 6
            })
        else { throw DataFileError(file, "this is no zip archive: the record of its end is missing") }
        var count = Int(try reader.u16(end + 10))
        var place = Int(try reader.u32(end + 16))
        if count == 0xFFFF || place == 0xFFFF_FFFF, end >= 20, try reader.u32(end - 20) == 0x0706_4B50 {
            let large = try reader.size(end - 12)
            guard try reader.u32(large) == 0x0606_4B50 else {
                throw DataFileError(file, byte: large, "the zip64 record of the archive's end is not there")
            }
            count = try reader.size(large + 32)
            place = try reader.size(large + 48)
        }
        // Each takes 46 bytes or more.
        guard count <= bytes.count / 46 else {
            throw DataFileError(file, byte: end + 10, "\(count) entries are announced, more than the file has room for")
        }
        var entries: [Entry] = []
        for _ in 0..<count { entries.append(try Self.entry(reader, &place)) }
        self.entries = entries
    }

    /// An entry's bytes, unpacked and checked.
    package func contents(_ entry: Entry) throws -> [UInt8] {
        let reader = ByteReader(file: file, bytes: bytes)
        guard try reader.u32(entry.place) == 0x0403_4B50 else {
            throw DataFileError(file, byte: entry.place, "entry '\(entry.name)' is not where the archive says")
        }
        let start = entry.place + 30 + Int(try reader.u16(entry.place + 26)) + Int(try reader.u16(entry.place + 28))
        guard start <= bytes.count, entry.packedSize <= bytes.count - start else {
            throw DataFileError(file, byte: start, "entry '\(entry.name)' does not lie within the file; it was cut off")
        }
        let packed = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + entry.packedSize)])
        let result: [UInt8]
        if entry.isDeflated {
            result = try Inflater.inflate(packed, .raw, file: file, place: start, expected: entry.size)
        } else {
            guard entry.packedSize == entry.size else {
                throw DataFileError(file, byte: start, "entry '\(entry.name)' is stored, but its two sizes differ")
            }
            result = Array(packed)
        }
        guard cd_crc32(result, result.count) == entry.crc else {
            throw DataFileError(file, byte: start, "entry '\(entry.name)' is damaged: its checksum is another")
        }
        return result
    }

    private static func entry(_ reader: ByteReader, _ place: inout Int) throws -> Entry {
        guard try reader.u32(place) == 0x0201_4B50 else {
            throw DataFileError(reader.file, byte: place, "an entry of the archive's list is not there")
        }
        let flags = try reader.u16(place + 8)
        let method = try reader.u16(place + 10)
        let crc = try reader.u32(place + 16)
        var packed = Int(try reader.u32(place + 20))
        var size = Int(try reader.u32(place + 24))
        let nameLength = Int(try reader.u16(place + 28))
        let extraLength = Int(try reader.u16(place + 30))
        let commentLength = Int(try reader.u16(place + 32))
        var local = Int(try reader.u32(place + 42))
        let name = String(decoding: try reader.part(place + 46, nameLength), as: UTF8.self)
        var extra = place + 46 + nameLength
        let extraEnd = extra + extraLength
        _ = try reader.part(extra, extraLength)
        while extra + 4 <= extraEnd {
            let (id, length) = (try reader.u16(extra), Int(try reader.u16(extra + 2)))
            if id == 1 {
                var field = extra + 4
                func next(_ value: inout Int) throws {
                    guard value == 0xFFFF_FFFF else { return }
                    value = try reader.size(field)
                    field += 8
                }
                try next(&size)
                try next(&packed)
                try next(&local)
            }
            extra += 4 + length
        }
        guard flags & 1 == 0, method == 0 || method == 8 else {
            throw DataFileError(
                reader.file, byte: place,
                "entry '\(name.prefix(60))' is \(flags & 1 == 1 ? "encrypted" : "packed by method \(method)"), which cannot be read"
            )
        }
        defer { place = extraEnd + commentLength }
        return Entry(name: name, isDeflated: method == 8, crc: crc, packedSize: packed, size: size, place: local)
    }
}
