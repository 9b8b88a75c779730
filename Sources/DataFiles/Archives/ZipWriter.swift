import CDataFiles

/// Writes zip archives of stored entries, as `numpy.savez` does.
package enum ZipWriter {
    /// - Throws: ``DataFileError`` when it would be larger than the 4 GB that the plain format has room for.
    package static func bytes(_ entries: [(name: String, contents: [UInt8])], file: String) throws -> [UInt8] {
        let total = entries.reduce(0) { $0 + $1.contents.count + 2 * $1.name.utf8.count + 76 }
        guard total < 0xFFFF_FFFF, entries.count < 0xFFFF else {
            throw DataFileError(
                file, "\(total) bytes in one archive are more than the 4 GB it can hold; use .npy files")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(total + 22)
        var list: [UInt8] = []
        for (name, contents) in entries {
            let place = bytes.count
            var common: [UInt8] = []
            // Version 2.0, names in UTF-8, stored, 1 January 1980: the same arrays make the same file.
            for number: UInt16 in [20, 0x0800, 0, 0, 0x21] { common.append(number) }
            common.append(cd_crc32(contents, contents.count))
            common.append(UInt32(contents.count))
            common.append(UInt32(contents.count))
            common.append(UInt16(name.utf8.count))
            common.append(UInt16(0))
            bytes.append(UInt32(0x0403_4B50))
            bytes += common
            bytes += Array(name.utf8)
            bytes += contents
            list.append(UInt32(0x0201_4B50))
            list.append(UInt16(20))
            list += common
            // Comment, disk, attributes.
            for number: UInt16 in [0, 0, 0, 0, 0] { list.append(number) }
            list.append(UInt32(place))
            list += Array(name.utf8)
        }
        let start = bytes.count
        bytes += list
        bytes.append(UInt32(0x0605_4B50))
        for number in [0, 0, UInt16(entries.count), UInt16(entries.count)] { bytes.append(number) }
        bytes.append(UInt32(list.count))
        bytes.append(UInt32(start))
        bytes.append(UInt16(0))
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ number: UInt16) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
    fileprivate mutating func append(_ number: UInt32) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
