import ArgumentParser
import Foundation
import Spelling
import WorkerProtocol

/// `%include FILE.swift`
struct IncludeDirective: Directive {
    static let name = DirectiveName.include
    static let values = ["file": [CommandGrammar.Values.file]]
    static let configuration = makeConfiguration(
        "%include helpers.swift",
        discussion: """
            What the file declares is there afterwards, as if the file were a cell; it may hold commands, too. Errors name the \
            file and its line. Run it again after a change of the file.
            """)
    /// A file that includes itself would never end.
    private static let deepest = 16

    @Argument(help: "The file; a relative path begins at the notebook's folder (see %cd).")
    var file: String

    func run(in context: DirectiveContext) async throws {
        let session = context.session
        let path = await session.path(of: file)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
            throw CellFailure(
                directive: isFolder.boolValue
                    ? "\(file) is a folder; %include takes a file. %package takes the folder of a package."
                    : "there is no file \(path).\(Self.guess(path))")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CellFailure(directive: "\(path) cannot be read; see who may: !ls -l \(file)")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CellFailure(directive: "\(path) is no text in UTF-8.")
        }
        guard await session.enterFile(deepest: Self.deepest) else {
            throw CellFailure(directive: "\(file) is included by itself, again and again.")
        }
        let label = (path as NSString).lastPathComponent
        do {
            await session.keep(source: text, of: label)
            try await session.run(source: text, label: label, output: context.output)
            await session.leaveFile()
        } catch {
            await session.leaveFile()
            throw error
        }
    }

    private static func guess(_ path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let near = Spelling.nearest(
            to: (path as NSString).lastPathComponent, in: names.filter { $0.hasSuffix(".swift") })
        return near.map { " Did you mean \($0)?" } ?? ""
    }
}

extension NotebookSession {
    /// A path as cells would understand it, with `~` for the home folder.
    func path(of name: String) -> String {
        let expanded = (name as NSString).expandingTildeInPath
        return expanded.hasPrefix("/") ? expanded : "\(workingFolder)/\(expanded)"
    }

    /// Messages show lines of a file as they show those of a cell.
    func keep(source: String, of label: String) { sources[label] = source }

    /// False when files are included in each other too deep.
    func enterFile(deepest: Int) -> Bool {
        guard directives.includeDepth < deepest else { return false }
        directives.includeDepth += 1
        return true
    }

    func leaveFile() { directives.includeDepth -= 1 }
}
