import Foundation

/// What SwiftPM leaves in the folders of a package that it built.
struct PackageFolders {
    /// The package's folder.
    let package: URL
    /// Where libraries, modules and programs are, `.build/release`.
    let output: URL

    /// The programs that expand the package's macros, by the macros' modules.
    var macros: [String: String] {
        let ending = "-tool"
        let programs = files(in: output).filter {
            $0.lastPathComponent.hasSuffix(ending) && FileManager.default.isExecutableFile(atPath: $0.path)
        }
        return Dictionary(
            programs.map { (Self.moduleName(of: String($0.lastPathComponent.dropLast(ending.count))), $0.path) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The libraries that the package has as products of their own, and that its code needs beside it.
    func libraries(besides own: String) -> [String] {
        files(in: output).map(\.path).filter {
            $0.hasSuffix(".so") && ($0 as NSString).lastPathComponent != own
        }
    }

    /// The folders of all packages on this machine that this one needs.
    var dependencies: [String] {
        struct State: Decodable {
            struct Object: Decodable { var dependencies: [Dependency] }
            struct Dependency: Decodable { var state: Place }
            struct Place: Decodable { var path: String? }
            var object: Object
        }
        let folder = package.appendingPathComponent(".build")
        let file = folder.appendingPathComponent("workspace-state.json")
        let state = (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode(State.self, from: $0) }
        return (state?.object.dependencies ?? []).compactMap(\.state.path)
            + [folder.appendingPathComponent("checkouts").path]
    }

    /// The name that SwiftPM gives the module of a target: what cannot stand in a name becomes an underscore.
    static func moduleName(of target: String) -> String {
        let name = String(target.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
        return name.first?.isNumber ?? false ? "_" + name.dropFirst() : name
    }

    private func files(in folder: URL) -> [URL] {
        let found = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: [.isDirectoryKey])
        return (found ?? []).filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == false }
    }
}
