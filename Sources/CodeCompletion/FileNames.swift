import Foundation

/// The names of files that go on from what is there.
enum FileNames {
    /// More than this nobody reads.
    private static let limit = 500

    /// - Parameters:
    ///   - typed: The path so far.
    ///   - start: Where it begins in the cell.
    ///   - workingFolder: Where a relative path begins.
    /// - Returns: Names for the part behind the last slash. Folders end in a slash.
    static func suggestions(for typed: String, at start: Int, in workingFolder: String) -> Suggestions {
        let slash = typed.lastIndex(of: "/")
        let folder = slash.map { String(typed[...$0]) } ?? ""
        let beginning = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
        let place = start + folder.utf8.count
        let range = place..<(place + beginning.utf8.count)
        let manager = FileManager.default
        let expanded =
            folder.hasPrefix("~/")
            ? NSHomeDirectory() + folder.dropFirst() : folder.hasPrefix("/") ? folder : "\(workingFolder)/\(folder)"
        let names = (try? manager.contentsOfDirectory(atPath: expanded)) ?? []
        let fitting = names.filter { $0.hasPrefix(beginning) && ($0.first != "." || beginning.first == ".") }
        let items = fitting.sorted().prefix(limit).map { name in
            var isFolder: ObjCBool = false
            let isThere = manager.fileExists(atPath: expanded + name, isDirectory: &isFolder)
            return Suggestion(isThere && isFolder.boolValue ? name + "/" : name, kind: "path")
        }
        return Suggestions(items, replacing: range)
    }
}
