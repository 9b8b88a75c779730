#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// Places for files that a training will write: a folder that is not there shall be told before an hour's work, not after.
enum WritablePlace {
    /// - Throws: ``LabError`` when the file's folder is not there or cannot be written to.
    static func check(_ path: String, option: String) throws {
        // The home folder is the engine's to find.
        guard !path.hasPrefix("~/") else { return }
        guard !path.isEmpty, !path.hasSuffix("/") else {
            throw LabError("\(option) \(path): expected a file's name, such as run.ckpt.")
        }
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        guard access(folder, W_OK) == 0 else {
            throw LabError(
                "\(option) \(path): the folder \(folder) cannot be written to: \(String(cString: strerror(errno))).")
        }
    }
}
