#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// Where files are kept that can be fetched again.
package enum CacheFolder {
    /// `CUADERNO_CACHE`, or `cuaderno` in `XDG_CACHE_HOME`, or `~/.cache/cuaderno`: the kernel's own cache.
    package static func path(_ name: String) -> String {
        let base =
            EnvironmentVariable.value("CUADERNO_CACHE")
            ?? EnvironmentVariable.value("XDG_CACHE_HOME").map { "\($0)/cuaderno" }
            ?? FilePath.expanded("~/.cache/cuaderno")
        return "\(base)/\(name)"
    }

    /// Makes a folder and those that it lies in.
    ///
    /// - Throws: ``DataFileError`` with the system's reason.
    package static func make(_ path: String) throws {
        let target = FilePath.expanded(path)
        var ends = target.indices.filter { target[$0] == "/" && $0 != target.startIndex }
        ends.append(target.endIndex)
        for end in ends where mkdir(String(target[..<end]), 0o777) != 0 && errno != EEXIST {
            // One that is there already, on a disk that cannot be written, has another reason to fail.
            let code = errno
            guard access(String(target[..<end]), F_OK) == 0 else {
                throw DataFileError(path, "cannot be made: \(String(cString: strerror(code)))")
            }
        }
    }
}
