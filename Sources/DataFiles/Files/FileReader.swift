#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// A file of which any part can be read, however large it is.
package final class FileReader: Sendable {
    /// The last part of its path: what messages show.
    package let name: String
    /// In bytes, when it was opened.
    package let count: Int
    private let descriptor: Int32

    /// - Throws: ``DataFileError`` with the system's reason; a folder is one of them.
    package init(_ path: String) throws {
        name = path.split(separator: "/").last.map(String.init) ?? path
        let descriptor = open(FilePath.expanded(path), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path, errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let code = status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL
            close(descriptor)
            throw Self.unreadable(path, code)
        }
        self.descriptor = descriptor
        count = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Fills a buffer from a place of the file.
    ///
    /// - Throws: ``DataFileError`` when the file has become shorter, or cannot be read.
    package func read(at place: Int, into target: UnsafeMutableRawBufferPointer) throws {
        var done = 0
        while done < target.count, let base = target.baseAddress {
            let result = pread(descriptor, base + done, target.count - done, off_t(place + done))
            if result < 0, errno == EINTR { continue }
            guard result >= 0 else { throw Self.unreadable(name, errno) }
            guard result > 0 else {
                throw DataFileError(name, byte: place + done, "the file ends here; it became shorter while it was read")
            }
            done += result
        }
    }

    /// A part of the file as bytes.
    package func bytes(_ range: Range<Int>) throws -> [UInt8] {
        guard range.lowerBound >= 0, range.upperBound <= count else {
            throw DataFileError(
                name, byte: range.lowerBound, "the file of \(count) bytes ends before \(range.upperBound)")
        }
        return try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            try read(
                at: range.lowerBound,
                into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[..<range.count])))
            filled = range.count
        }
    }

    /// All of it.
    package func bytes() throws -> [UInt8] { try bytes(0..<count) }

    private static func unreadable(_ path: String, _ code: Int32) -> DataFileError {
        DataFileError(path, "cannot be read: \(String(cString: strerror(code)))")
    }
}
