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
        // Straight to its place; a file that has grown meanwhile, or does not tell its size, has more to come.
        let expected = min(max(0, Int(status.st_size)), 1 << 30)
        setvbuf(file, nil, _IONBF, 0)
        var bytes = [UInt8](unsafeUninitializedCapacity: expected) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            count = fread(base, 1, expected, file)
        }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
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
