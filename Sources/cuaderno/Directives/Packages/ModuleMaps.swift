import Foundation

/// The module maps of C targets, by the modules' names.
enum ModuleMaps {
    /// - Parameters:
    ///   - sources: folders of packages, with the maps that their authors wrote.
    ///   - built: where SwiftPM wrote those that it made itself.
    static func found(in sources: [String], built: String) -> [String: String] {
        var maps: [String: String] = [:]
        for folder in sources {
            let files = FileManager.default.enumerator(
                at: URL(fileURLWithPath: folder), includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
            while let file = files?.nextObject() as? URL {
                if file.lastPathComponent == "module.modulemap" { maps[moduleName(in: file)] = file.path }
            }
        }
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: built)) ?? []
        for folder in folders where folder.hasSuffix(".build") {
            let file = URL(fileURLWithPath: "\(built)/\(folder)/module.modulemap")
            let name = moduleName(in: file)
            // Of a Swift module only others' Objective-C needs one.
            if !FileManager.default.fileExists(atPath: "\(built)/Modules/\(name).swiftmodule") {
                maps[name] = file.path
            }
        }
        maps[""] = nil
        return maps
    }

    /// Empty when there is no such file.
    private static func moduleName(in file: URL) -> String {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.firstMatch(of: /module\s+"?([A-Za-z_]\w*)/).map { String($0.1) } ?? ""
    }
}
