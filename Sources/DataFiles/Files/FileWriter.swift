#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// The system's, under a name that no method hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

/// Writes whole files, or leaves what was there.
package enum FileWriter {
    /// The bytes go to a file beside it first, are flushed to the disk, and then take its name: a full disk, a kill or a crash in
    /// the middle leaves the old file as it was.
    ///
    /// - Throws: ``DataFileError`` with the system's reason; nothing is left beside the file then.
    package static func write(_ pieces: [[UInt8]], to path: String) throws {
        let target = FilePath.expanded(path)
        let beside = "\(target).\(getpid()).part"
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw unwritable(path, errno) }
        var code: Int32 = 0
        for piece in pieces where code == 0 {
            code = piece.withUnsafeBytes { writeAll($0, to: descriptor) }
        }
        if code == 0, fsync(descriptor) != 0, errno != EINVAL { code = errno }
        if close(descriptor) != 0, code == 0 { code = errno }
        if code == 0, rename(beside, target) != 0 { code = errno }
        guard code == 0 else {
            unlink(beside)
            throw unwritable(path, code)
        }
        flushFolder(of: target)
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var rest = bytes
        while let base = rest.baseAddress, !rest.isEmpty {
            let count = systemWrite(descriptor, base, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count < 0 ? errno : ENOSPC }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return 0
    }

    /// The new name has to reach the disk as well; a file system that cannot promise that has renamed all the same.
    private static func flushFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func unwritable(_ path: String, _ code: Int32) -> DataFileError {
        DataFileError(path, "cannot be written: \(String(cString: strerror(code)))")
    }
}
