import CDataFiles

/// The checksum of zip archives and PNG pictures.
package enum Checksum {
    /// CRC-32 as in ISO 3309.
    package static func crc32(_ bytes: [UInt8]) -> UInt32 { cd_crc32(bytes, bytes.count) }
}
