import Foundation

/// Where compiled interfaces of system modules are kept between sessions, so that the first cell need not wait for them.
enum CacheFolder {
    /// Where everything is kept that can be made again.
    static var base: String {
        let environment = ProcessInfo.processInfo.environment
        return environment["CUADERNO_CACHE"] ?? environment["XDG_CACHE_HOME"].map { "\($0)/cuaderno" }
            ?? "\(NSHomeDirectory())/.cache/cuaderno"
    }

    /// The folder for a toolchain; a folder of the session's own where the home folder cannot be written.
    static func moduleCache(frontend: String, fallback: URL) -> String {
        // A compiler of another place or time has modules of its own.
        let attributes = try? FileManager.default.attributesOfItem(atPath: frontend)
        let stamp = (attributes?[.modificationDate] as? Date).map { Int($0.timeIntervalSince1970) } ?? 0
        let folder = "\(base)/modules-\(hash("\(frontend)\(stamp)"))"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return FileManager.default.isWritableFile(atPath: folder)
            ? folder : fallback.appendingPathComponent("module-cache").path
    }

    /// The folder for a package that `%package` builds.
    static func packages(key: String) -> URL { URL(fileURLWithPath: "\(base)/packages/\(hash(key))") }

    /// FNV-1a (Fowler, Noll and Vo) in 64 bits, the same in every run.
    private static func hash(_ text: String) -> String {
        let value = text.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return String(value, radix: 36)
    }
}
