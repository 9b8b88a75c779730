import CDataFiles

/// Numbers that tell whether bytes are still what they were.
package enum Checksum {
    /// CRC-32 as in ISO 3309: that of zip archives and PNG pictures.
    package static func crc32(_ bytes: [UInt8]) -> UInt32 { cd_crc32(bytes, bytes.count) }

    /// SHA-256 (FIPS 180-4) in 64 hexadecimal digits, as `sha256sum` prints it.
    package static func sha256(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        cd_sha256(bytes, bytes.count, &digest)
        let digits = Array("0123456789abcdef".unicodeScalars)
        var text = String.UnicodeScalarView()
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(text)
    }
}
