import Foundation

/// The modules that cells can import beside the toolchain's: those that belong to `Cuaderno`, and no others that were built
/// with them.
///
/// The compiler insists on finding whatever a module imports for itself, and loads that with all that hangs on it: Foundation
/// and the argument parser behind the commands, headers behind the kernels. A cell needs nothing of these, so it finds empty
/// modules of their names.
struct VisibleModules {
    /// What cells may import.
    static let names = ["Charts", "Cuaderno", "Display", "Interchange", "JSONValues", "NeuralEngine", "Plots"]
    /// What those import for themselves, and what cells import that a waiting frontend compiled.
    static let hidden = [
        "CDataFiles", "CKernels", "COpenBLAS", "DataFiles", "LabCommands", "Locks", "SourceGate", "WorkerProtocol",
    ]

    /// The folder to search.
    let folder: String

    /// - Throws: when the folder cannot be made.
    init(of moduleFolder: String, in folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in Self.names {
            for kind in ["swiftmodule", "swiftdoc"] {
                try FileManager.default.createSymbolicLink(
                    atPath: "\(folder)/\(name).\(kind)", withDestinationPath: "\(moduleFolder)/\(name).\(kind)")
            }
        }
        let map = Self.hidden.map { "module \($0) {}\n" }.joined()
        try Data(map.utf8).write(to: URL(fileURLWithPath: "\(folder)/module.modulemap"))
    }
}
