import ArgumentParser
import Foundation
import Notebooks

/// A notebook in the file system.
struct NotebookFile {
    let url: URL

    init(_ path: String) { url = URL(fileURLWithPath: path).standardizedFileURL }

    /// The name without its ending, by which files made of the notebook are called.
    var stem: String { url.deletingPathExtension().lastPathComponent }

    var folder: URL { url.deletingLastPathComponent() }

    var isFolder: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// - Throws: ``FileProblem`` that names the file and says why it is not read.
    func read() throws -> Notebook {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw FileProblem("there is no file \(url.path)")
        }
        guard !isFolder else { throw FileProblem("\(url.path) is a folder; name a notebook in it") }
        let bytes: Data
        do {
            bytes = try Data(contentsOf: url)
        } catch {
            throw FileProblem("\(url.path) cannot be read: \(error.localizedDescription)")
        }
        do {
            return try Notebook(parsing: Array(bytes))
        } catch {
            throw FileProblem("\(url.path): \(error)")
        }
    }
}

/// What is wrong with a file, in one line.
struct FileProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
