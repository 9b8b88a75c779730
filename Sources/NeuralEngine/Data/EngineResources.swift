#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// The files that come with the engine.
///
/// SwiftPM's `Bundle.module` traps when its folder is missing (a moved library), which would cost a notebook its cell; and it
/// asks for the folder of the *program*, which for a cell is the worker. Here the folder is looked for beside the library that
/// holds this code, then beside the program, and a missing one is an error.
enum EngineResources {
    private static let folder = "cuaderno_EngineData.resources"

    /// - Throws: ``EngineError/Code/file``, with the places that were looked at.
    static func path(of name: String) throws -> String {
        let places = directories()
        for directory in places {
            let path = "\(directory)/\(folder)/Resources/\(name)"
            if access(path, R_OK) == 0 { return path }
        }
        throw EngineError(
            .file,
            """
            The file \(name) that comes with the engine is missing: looked for \(folder)/Resources/\(name) in \
            \(places.joined(separator: " and ")). Install the folder \(folder) beside the library again.
            """)
    }

    private static func directories() -> [String] {
        var found: [String] = []
        if let library = libraryPath() { add(library, to: &found) }
        add("/proc/self/exe", to: &found)
        return found
    }

    /// The file that this code was loaded from. Linux's `dladdr` is hidden from Swift (a GNU extension), so the process's
    /// own list of mapped files is asked: `7f12a000-7f12f000 r-xp 00000000 08:01 1234   /path/lib.so`.
    private static func libraryPath() -> String? {
        let address = UInt(bitPattern: #dsohandle)
        guard let bytes = try? FileBytes.read("/proc/self/maps") else { return nil }
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = String(decoding: line, as: UTF8.self)
            guard let dash = text.firstIndex(of: "-"), let blank = text.firstIndex(of: " "), dash < blank,
                let start = UInt(text[..<dash], radix: 16),
                let end = UInt(text[text.index(after: dash)..<blank], radix: 16), (start..<end).contains(address)
            else { continue }
            return text.firstIndex(of: "/").map { String(text[$0...]) }
        }
        return nil
    }

    private static func add(_ file: String, to directories: inout [String]) {
        guard let resolved = realpath(file, nil) else { return }
        defer { free(resolved) }
        let path = String(cString: resolved)
        guard let slash = path.lastIndex(of: "/") else { return }
        let directory = String(path[..<slash])
        if !directories.contains(directory) { directories.append(directory) }
    }
}
