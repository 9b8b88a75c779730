/// NumPy's `.npy`: a head that is a Python dictionary, and the numbers behind it.
///
/// Source: NumPy Enhancement Proposal 1, versions 1.0 to 3.0. Arrays of objects (pickles, which run code when they are read), of
/// texts and of records are refused.
package enum NumPyFormat {
    private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// Longer heads are no array's.
    private static let longestHead = 1 << 16

    /// Reads the head of a file.
    ///
    /// - Parameters:
    ///   - bytes: the file's beginning; 64 KB are enough.
    ///   - fileSize: bytes of the whole file.
    package static func header(file: String, bytes: UnsafeRawBufferPointer, fileSize: Int) throws -> ArrayHeader {
        guard bytes.count >= 10, bytes.starts(with: magic) else {
            throw DataFileError(file, byte: 0, "this is no .npy file: it does not begin with \\x93NUMPY")
        }
        let isFirst = bytes[6] == 1
        guard (1...3).contains(bytes[6]) else {
            throw DataFileError(file, byte: 6, "version \(bytes[6]) of .npy is not known; expected 1, 2 or 3")
        }
        let start = isFirst ? 10 : 12
        guard bytes.count >= start else { throw DataFileError(file, byte: bytes.count, "the file ends in its head") }
        var length = Int(bytes[8]) | Int(bytes[9]) << 8
        if !isFirst { length |= Int(bytes[10]) << 16 | Int(bytes[11]) << 24 }
        guard length <= longestHead, length <= bytes.count - start else {
            throw DataFileError(file, byte: 8, "a head of \(length) bytes is announced, but the file ends before that")
        }
        var scanner = LiteralScanner(
            file: file, bytes: UnsafeRawBufferPointer(rebasing: bytes[..<(start + length)]), place: start)
        let head = try scanner.dictionary()
        guard case .text(let type)? = head["descr"], case .flag(let isColumnMajor)? = head["fortran_order"],
            case .lengths(let shape)? = head["shape"]
        else {
            throw DataFileError(
                file, byte: start, "the head lacks 'descr', 'fortran_order' or 'shape', or they are of another type")
        }
        return try ArrayHeader(
            file: file, format: try format(type, file: file, at: start), shape: shape, isColumnMajor: isColumnMajor,
            start: start + length, fileSize: fileSize)
    }

    package static func read(file: String, bytes: UnsafeRawBufferPointer) throws -> NumberArray {
        try header(file: file, bytes: bytes, fileSize: bytes.count).array(file: file, bytes: bytes)
    }

    /// An array as a file of version 1.0, `<f4` in row-major order.
    package static func bytes(_ array: NumberArray) -> [UInt8] {
        let shape = array.shape.map(String.init).joined(separator: ", ") + (array.shape.count == 1 ? "," : "")
        var head = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape)), }"
        // NumPy fills the head up so that the numbers begin at a multiple of 64.
        head += String(repeating: " ", count: (64 - (11 + head.utf8.count) % 64) % 64) + "\n"
        var bytes = magic + [1, 0, UInt8(head.utf8.count & 0xFF), UInt8(head.utf8.count >> 8)]
        bytes.reserveCapacity(bytes.count + head.utf8.count + 4 * array.scalars.count)
        bytes += Array(head.utf8)
        bytes.append(scalars: array.scalars)
        return bytes
    }

    private static func format(_ type: String, file: String, at place: Int) throws -> NumberFormat {
        let kinds: [Character: (NumberFormat.Kind, [Int])] = [
            "f": (.floating, [2, 4, 8]), "i": (.signed, [1, 2, 4, 8]), "u": (.unsigned, [1, 2, 4, 8]),
            "b": (.boolean, [1]),
        ]
        let text = Array(type)
        guard text.count == 3, "<>|=".contains(text[0]), let (kind, sizes) = kinds[text[1]],
            let size = text[2].wholeNumberValue, sizes.contains(size), text[0] != "|" || size == 1
        else {
            throw DataFileError(
                file, byte: place,
                "numbers of type '\(type.prefix(40))' cannot be read; expected floats, integers or booleans such as '<f4'"
            )
        }
        return NumberFormat(kind, size: size, isBigEndian: text[0] == ">")
    }
}

extension [UInt8] {
    /// Adds numbers as their four bytes, little end first.
    package mutating func append(scalars: [Float]) {
        if 1.littleEndian == 1 {
            scalars.withUnsafeBytes { append(contentsOf: $0) }
        } else {
            for scalar in scalars {
                Swift.withUnsafeBytes(of: scalar.bitPattern.littleEndian) { append(contentsOf: $0) }
            }
        }
    }
}
