import CDataFiles

/// zlib's inflation of bytes in memory.
package enum Inflater {
    /// What a file is wrapped in.
    package enum Wrapping: Sendable { case raw, gzip }

    /// Deflate makes at most 1,032 bytes of one.
    private static let mostRatio = 1032

    package static func isGzip(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
    }

    /// - Parameters:
    ///   - place: where the bytes begin in the file, for messages.
    ///   - expected: how many bytes it has to be, where that is known.
    /// - Throws: ``DataFileError`` when the bytes are damaged or were cut off, or it becomes more than expected.
    package static func inflate(
        _ source: UnsafeRawBufferPointer, _ wrapping: Wrapping, file: String, place: Int = 0, expected: Int? = nil
    ) throws -> [UInt8] {
        // The gzip trailer's word for the size is the file's claim, so memory follows what comes out.
        let most = expected ?? source.count.multipliedReportingOverflow(by: mostRatio).partialValue
        guard let inflater = cd_inflater_make(wrapping == .gzip ? cd_gzip : cd_raw) else {
            throw DataFileError(file, "there is no memory to unpack it")
        }
        defer { cd_inflater_free(inflater) }
        var result: [UInt8] = []
        result.reserveCapacity(min(most, 4 * source.count))
        var used = 0
        let chunk = min(max(64, 4 * source.count), 1 << 20)
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: chunk)
        defer { buffer.deallocate() }
        let input = source.bindMemory(to: UInt8.self).baseAddress
        while true {
            var (taken, made) = (0, 0)
            let status = cd_inflate(
                inflater, input.map { $0 + used }, source.count - used, &taken, buffer, chunk, &made)
            used += taken
            guard result.count + made <= most else {
                throw DataFileError(
                    file, byte: place + used, "it unpacks to more than the \(most) bytes that were announced")
            }
            result.append(contentsOf: UnsafeBufferPointer(start: buffer, count: made))
            switch status {
            case cd_ok: continue
            case cd_end:
                if let expected, result.count != expected {
                    throw DataFileError(
                        file, byte: place + used, "it unpacks to \(result.count) bytes where \(expected) were announced"
                    )
                }
                return result
            case cd_truncated:
                throw DataFileError(
                    file, byte: place + used, "the compressed data ends in the middle; the file was cut off")
            case cd_no_memory: throw DataFileError(file, "there is no memory to unpack it")
            default:
                let word = String(cString: cd_inflater_message(inflater))
                throw DataFileError(
                    file, byte: place + used, "the compressed data is damaged\(word.isEmpty ? "" : " (\(word))")")
            }
        }
    }

    /// Bytes packed as a gzip file of one member.
    package static func gzip(_ bytes: [UInt8], file: String) throws -> [UInt8] {
        let bound = cd_deflate_bound(bytes.count)
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { buffer, filled in
            filled = cd_deflate(cd_gzip, bytes, bytes.count, buffer.baseAddress, bound)
        }
        guard !packed.isEmpty else { throw DataFileError(file, "\(bytes.count) bytes cannot be packed at once") }
        return packed
    }
}
