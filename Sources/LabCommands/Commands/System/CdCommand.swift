import ArgumentParser
import Glibc
import Spelling
import Synchronization

/// `%cd FOLDER`
struct CdCommand: LabCommand {
    static let example = """
        %cd data
        %cd -
        """
    static let configuration = makeConfiguration(
        "cd", "Change the folder that files of cells, commands and shell lines are looked for in.",
        discussion: "Without a folder it is the home folder; - is the folder before. %pwd tells where you are.")

    @Argument(help: "The folder; ~ is the home folder.")
    var folder: String?

    /// Where the last `%cd` came from.
    private static let previous = Mutex<String?>(nil)

    func run(in context: LabContext) throws {
        let here = WorkingFolder.path
        let target: String
        if folder == "-" {
            guard let previous = Self.previous.withLock({ $0 }) else {
                throw LabError("there is no folder before: this is the first %cd.")
            }
            target = previous
        } else {
            target = WorkingFolder.expanded(folder ?? "~")
        }
        guard chdir(target) == 0 else {
            throw LabError(
                "\(target) cannot be entered: \(String(cString: strerror(errno))).\(Self.guess(target, here))")
        }
        Self.previous.withLock { $0 = here }
        context.say(WorkingFolder.path)
    }

    private static func guess(_ target: String, _ here: String) -> String {
        let cut = target.lastIndex(of: "/")
        let parent = cut.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? here
        let name = cut.map { String(target[target.index(after: $0)...]) } ?? target
        return Spelling.nearest(to: name, in: WorkingFolder.folders(in: parent)).map { " Did you mean \($0)?" } ?? ""
    }
}

/// `%pwd`
struct PwdCommand: LabCommand {
    static let example = "%pwd"
    static let configuration = makeConfiguration("pwd", "Tell the folder that files are looked for in.")

    func run(in context: LabContext) throws { context.say(WorkingFolder.path) }
}

/// The worker's folder, which its cells and shell lines share.
enum WorkingFolder {
    static var path: String {
        guard let text = getcwd(nil, 0) else { return "." }
        defer { free(text) }
        return String(cString: text)
    }

    /// With `~` for the home folder at the beginning.
    static func expanded(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
        return String(cString: home) + path.dropFirst()
    }

    /// The names of the folders in a folder.
    static func folders(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            guard entry.pointee.d_type == UInt8(DT_DIR) else { continue }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
