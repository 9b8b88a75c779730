#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

extension FileBytes {
    /// Writes a whole file, or leaves what was there: the bytes go to a file beside it first, which then takes its name. Who reads
    /// meanwhile, or a crash in the middle, sees one of the two, never a part.
    ///
    /// - Throws: ``EngineError/Code/file`` with the system's reason.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let target = expanded(path)
        let beside = "\(target).\(getpid()).part"
        guard let file = fopen(beside, "w") else { throw unwritable(path, errno) }
        let written = fwrite(bytes, 1, bytes.count, file)
        let isWhole = written == bytes.count && fflush(file) == 0 && fsync(fileno(file)) == 0
        let reason = errno
        fclose(file)
        guard isWhole, rename(beside, target) == 0 else {
            let code = isWhole ? errno : reason
            unlink(beside)
            throw unwritable(path, code)
        }
    }

    /// Adds a line to a file, which is made when it is not there; or begins it anew.
    static func writeLine(_ line: String, to path: String, append: Bool) throws {
        guard let file = fopen(expanded(path), append ? "a" : "w") else { throw unwritable(path, errno) }
        let bytes = Array((line + "\n").utf8)
        let isWhole = fwrite(bytes, 1, bytes.count, file) == bytes.count
        let reason = errno
        guard fclose(file) == 0, isWhole else { throw unwritable(path, isWhole ? errno : reason) }
    }

    private static func unwritable(_ path: String, _ code: Int32) -> EngineError {
        EngineError(.file, "Cannot write '\(path)': \(String(cString: strerror(code))).")
    }
}
