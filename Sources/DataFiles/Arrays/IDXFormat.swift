/// IDX, the format of MNIST's files: two zeros, the numbers' type, the count of axes, the lengths, the numbers; all big end first.
///
/// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST Database of handwritten digits", section "The IDX file format".
package enum IDXFormat {
    private static let formats: [UInt8: NumberFormat] = [
        0x08: NumberFormat(.unsigned, size: 1, isBigEndian: true),
        0x09: NumberFormat(.signed, size: 1, isBigEndian: true),
        0x0B: NumberFormat(.signed, size: 2, isBigEndian: true),
        0x0C: NumberFormat(.signed, size: 4, isBigEndian: true),
        0x0D: NumberFormat(.floating, size: 4, isBigEndian: true),
        0x0E: NumberFormat(.floating, size: 8, isBigEndian: true),
    ]

    package static func header(file: String, bytes: UnsafeRawBufferPointer, fileSize: Int) throws -> ArrayHeader {
        guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
            throw DataFileError(file, byte: 0, "this is no IDX file: it does not begin with two zeros")
        }
        guard let format = formats[bytes[2]] else {
            throw DataFileError(file, byte: 2, "\(bytes[2]) is no type of numbers; expected 8, 9, 11, 12, 13 or 14")
        }
        let axes = Int(bytes[3])
        guard (1...8).contains(axes) else {
            throw DataFileError(file, byte: 3, "\(axes) axes are announced; expected 1 to 8")
        }
        guard bytes.count >= 4 + 4 * axes else {
            throw DataFileError(file, byte: bytes.count, "the file ends among the lengths of its \(axes) axes")
        }
        let shape = (0..<axes).map { axis in
            Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4 + 4 * axis, as: UInt32.self)))
        }
        let start = 4 + 4 * axes
        let header = try ArrayHeader(file: file, format: format, shape: shape, start: start, fileSize: fileSize)
        guard fileSize == start + header.count * format.size else {
            throw DataFileError(
                file, byte: start + header.count * format.size,
                "\(fileSize - start - header.count * format.size) bytes follow that belong to nothing")
        }
        return header
    }

    package static func read(file: String, bytes: UnsafeRawBufferPointer) throws -> NumberArray {
        try header(file: file, bytes: bytes, fileSize: bytes.count).array(file: file, bytes: bytes)
    }

    /// Whole numbers from 0 to 255 as bytes, everything else as 32-bit floats.
    package static func bytes(_ array: NumberArray) throws -> [UInt8] {
        guard (1...8).contains(array.shape.count), array.shape.allSatisfy({ $0 <= UInt32.max }) else {
            throw DataFileError("IDX", "an array of shape \(array.shape) cannot be written; it has 1 to 8 axes")
        }
        let isSmall = array.scalars.allSatisfy { $0 >= 0 && $0 <= 255 && $0 == $0.rounded() }
        var bytes: [UInt8] = [0, 0, isSmall ? 0x08 : 0x0D, UInt8(array.shape.count)]
        for length in array.shape { withUnsafeBytes(of: UInt32(length).bigEndian) { bytes.append(contentsOf: $0) } }
        bytes.reserveCapacity(bytes.count + array.scalars.count * (isSmall ? 1 : 4))
        if isSmall {
            bytes.append(contentsOf: array.scalars.lazy.map { UInt8($0) })
        } else {
            for scalar in array.scalars {
                withUnsafeBytes(of: scalar.bitPattern.bigEndian) { bytes.append(contentsOf: $0) }
            }
        }
        return bytes
    }
}
