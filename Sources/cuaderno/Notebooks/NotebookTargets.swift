import Foundation
import Glibc
import Notebooks

/// The files that are made of a notebook.
struct NotebookTargets {
    /// The notebook with its outputs.
    var notebook: URL?
    /// The page.
    var page: URL?
    /// The folder for the pictures.
    var pictures: URL?

    /// Where the program was started: files below are named from there.
    private let start: String

    init(notebook: String? = nil, page: String? = nil, pictures: String? = nil) {
        start = FileManager.default.currentDirectoryPath
        self.notebook = notebook.map { URL(fileURLWithPath: $0).standardizedFileURL }
        self.page = page.map { URL(fileURLWithPath: $0).standardizedFileURL }
        self.pictures = pictures.map { URL(fileURLWithPath: $0).standardizedFileURL }
    }

    /// Makes the folders, so that what cannot be written is told before an hour's work and not after.
    ///
    /// - Throws: ``FileProblem`` that names the folder.
    func prepare() throws {
        for file in [notebook, page].compactMap({ $0 }) {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), isFolder.boolValue {
                throw FileProblem("\(file.path) is a folder; give the name of a file in it")
            }
            try Self.prepare(folder: file.deletingLastPathComponent())
        }
        if let pictures { try Self.prepare(folder: pictures) }
    }

    private static func prepare(folder: URL) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw FileProblem("the folder \(folder.path) cannot be made: \(error.localizedDescription)")
        }
        // Only a file tells: permissions say nothing of a full or a strange file system.
        let probe = folder.appendingPathComponent(".cuaderno-\(getpid())").path
        let descriptor = open(probe, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw FileProblem("the folder \(folder.path) cannot be written to: \(String(cString: strerror(errno)))")
        }
        close(descriptor)
        unlink(probe)
    }

    /// Writes the files, each whole or not at all.
    ///
    /// - Parameters:
    ///   - file: where the notebook came from: its name becomes that of the pictures, and pictures that the prose names are
    ///     looked for beside it.
    ///   - links: the pages of the notebooks that are exported along; nil: this one's alone.
    ///   - say: told of each file, and of what is missing in the page.
    /// - Throws: ``FileProblem`` that names the file.
    func write(_ content: Notebook, from file: NotebookFile, links: PageLinks? = nil, say: (String) -> Void) throws {
        if let notebook {
            try Self.write(Data(content.encoded), to: notebook)
            say("Executed notebook  \(name(notebook))")
        }
        if let page {
            let links = links ?? PageLinks([(file.url, page)])
            let made = NotebookPage(content, title: file.stem, folder: file.folder) {
                links.address(of: $0, from: file.folder, on: page)
            }
            try Self.write(Data(made.html.utf8), to: page)
            say("HTML page          \(name(page))")
            for picture in made.missingPictures {
                say("                   without the picture \(picture), which is not in \(file.folder.path)")
            }
        }
        guard let pictures else { return }
        let named = content.pictures.enumerated().map { index, picture in
            let number = index < 9 ? "0\(index + 1)" : "\(index + 1)"
            return (name: "\(file.stem)-\(number).\(picture.fileExtension)", bytes: picture.bytes)
        }
        for picture in named {
            let target = pictures.appendingPathComponent(picture.name)
            try Self.write(picture.bytes, to: target)
            say("Picture            \(name(target))")
        }
        do {
            for old in try PictureRecord(folder: pictures, stem: file.stem).replace(with: named) {
                say("Removed            \(name(old)), which an earlier run had left")
            }
        } catch {
            throw FileProblem("pictures of an earlier run in \(pictures.path): \(error.localizedDescription)")
        }
    }

    private static func write(_ bytes: Data, to file: URL) throws {
        do {
            try bytes.write(to: file, options: .atomic)
        } catch {
            throw FileProblem("\(file.path) cannot be written: \(error.localizedDescription)")
        }
    }

    /// As the user knows the place.
    private func name(_ file: URL) -> String {
        file.path.hasPrefix(start + "/") ? String(file.path.dropFirst(start.count + 1)) : file.path
    }
}
