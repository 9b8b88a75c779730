import Foundation

/// A Jupyter on this machine, and where it looks for kernels.
struct JupyterInstallation {
    /// The path of `jupyter`.
    let program: String

    /// The one of a Python environment, or the first on `PATH`; nil where there is none.
    init?(prefix: String?) {
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let folders = (prefix.map { ["\($0)/bin"] } ?? []) + path
        guard
            let found = folders.map({ "\($0)/jupyter" }).first(where: {
                FileManager.default.isExecutableFile(atPath: $0)
            })
        else { return nil }
        program = found
    }

    /// The environment's folder, for `install --prefix`.
    var prefix: String { URL(fileURLWithPath: program).deletingLastPathComponent().deletingLastPathComponent().path }

    /// The folders in which it looks for `kernels/NAME/kernel.json`, as it tells itself.
    ///
    /// - Throws: ``Complaint`` when it does not run.
    func dataFolders() async throws -> [String] {
        struct Paths: Decodable {
            var data: [String]
        }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["--paths", "--json"]
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
            let output = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return try JSONDecoder().decode(Paths.self, from: output).data
        } catch {
            throw Complaint(
                "\(program) does not run (\(error.localizedDescription))",
                "install Jupyter again: `\(prefix)/bin/pip install jupyterlab`")
        }
    }
}
