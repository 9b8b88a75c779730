import Foundation

/// Files for tests, each in a folder of its own.
enum TemporaryFile {
    static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lab-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// The path of a file that is not there yet.
    static func path(_ name: String) throws -> String { try folder().appendingPathComponent(name).path }

    static func write(_ text: String, name: String) throws -> String {
        let file = try folder().appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}
