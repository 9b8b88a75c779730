import Foundation
import Synchronization

/// The folder of a session: the names of its modules, and where their files lie.
final class SessionFolder: Sendable {
    /// The files of a cell.
    struct Files: Sendable {
        /// Holds source and object.
        var folder: String
        var source: String
        var object: String
        var library: String
        var interface: String
    }

    private struct Numbers {
        var last = 0
        /// Up to this one there are files for the interfaces, empty at first.
        var reserved = 0
    }

    let url: URL
    private let numbers = Mutex(Numbers())
    /// How many cells may be compiled until a waiting frontend is of no use.
    private static let reserve = 250

    /// - Throws: when the folder cannot be made.
    init(_ url: URL) throws {
        self.url = url
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// How many bytes can be written; nil where that is not known.
    var room: UInt64? {
        var status = statvfs()
        guard statvfs(url.path, &status) == 0 else { return nil }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// A name that no module had before.
    func nextName() -> ModuleName {
        ModuleName(
            number: numbers.withLock { numbers in
                numbers.last += 1
                return numbers.last
            })
    }

    func files(of name: ModuleName) -> Files {
        let place = url.appendingPathComponent(name.module).path
        return Files(
            folder: place, source: "\(place)/main.swift", object: "\(place)/main.o",
            library: "\(place).so", interface: interface(of: name))
    }

    /// Removes what is needed no more once there are library and interface.
    func removeSources(of files: Files) {
        unlink(files.source)
        unlink(files.object)
        rmdir(files.folder)
    }

    /// Writes a cell's source.
    func write(_ source: String, to files: Files) throws(CellCompilerError) {
        do {
            try FileManager.default.createDirectory(atPath: files.folder, withIntermediateDirectories: true)
            try Data(source.utf8).write(to: URL(fileURLWithPath: files.source))
        } catch {
            throw CellCompilerError(
                .folderNotWritable,
                "the cell cannot be written to \(files.folder): \(error.localizedDescription). Is the disk full?")
        }
    }

    /// Makes empty files in the places of interfaces to come: a frontend looks once what there is, when it loads its first
    /// module, and a waiting one would not find the interfaces that were written since.
    ///
    /// - Returns: the number of the last module that a frontend which starts now will find.
    func reserveInterfaces() -> Int {
        numbers.withLock { numbers in
            while numbers.reserved < numbers.last + Self.reserve {
                numbers.reserved += 1
                let file = open(
                    interface(of: ModuleName(number: numbers.reserved)), O_CREAT | O_WRONLY | O_CLOEXEC, 0o644)
                if file >= 0 { close(file) }
            }
            return numbers.reserved
        }
    }

    private func interface(of name: ModuleName) -> String {
        url.appendingPathComponent("\(name.module).swiftmodule").path
    }
}
