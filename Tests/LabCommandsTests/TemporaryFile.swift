import Foundation

/// Files for tests, each in a folder of its own, which go when the tests are done.
enum TemporaryFile {
    private static let root: URL = {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("lab-\(UUID().uuidString)")
        atexit { try? FileManager.default.removeItem(at: TemporaryFile.root) }
        return root
    }()

    static func folder() throws -> URL {
        let folder = root.appendingPathComponent(UUID().uuidString)
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
