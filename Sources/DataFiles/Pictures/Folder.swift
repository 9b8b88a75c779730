#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// The names in a folder.
package enum Folder {
    /// In alphabetical order, hidden ones left out.
    ///
    /// - Throws: ``DataFileError`` with the system's reason.
    package static func names(in path: String) throws -> [String] {
        guard let folder = opendir(FilePath.expanded(path)) else {
            throw DataFileError(path, "the folder cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(FilePath.expanded(path), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
