#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// Whole files as bytes.
enum FileBytes {
    /// - Throws: ``EngineError/Code/file`` with the system's reason; a folder is one of them.
    static func read(_ path: String) throws -> [UInt8] {
        let resolved = expanded(path)
        guard let file = fopen(resolved, "r") else { throw unreadable(path, errno) }
        defer { fclose(file) }
        var status = stat()
        // A folder opens, and only reading it fails; a size that is known makes one allocation.
        if fstat(fileno(file), &status) == 0, status.st_mode & S_IFMT == S_IFDIR { throw unreadable(path, EISDIR) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        bytes.reserveCapacity(min(max(0, Int(status.st_size)), 1 << 30))
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            bytes.append(contentsOf: chunk[..<count])
            if count < chunk.count { break }
        }
        if ferror(file) != 0 { throw unreadable(path, errno) }
        return bytes
    }

    /// The last part of a path: what a message shows.
    static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    static func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
        return String(cString: home) + path.dropFirst()
    }

    private static func unreadable(_ path: String, _ code: Int32) -> EngineError {
        EngineError(.file, "Cannot read '\(path)': \(String(cString: strerror(code))).")
    }
}
