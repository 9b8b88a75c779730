import ArgumentParser
import Foundation

/// The folder by which Jupyter finds the kernel.
struct KernelSpec {
    /// The kernel's name.
    static let name = "cuaderno"
    /// The name that the launcher shows.
    static let displayName = "Swift (Cuaderno)"

    /// The folder that holds kernels: `…/share/jupyter/kernels`.
    let parent: URL

    var folder: URL { parent.appendingPathComponent(Self.name) }

    /// The user's own folder, as `jupyter --paths` names it.
    static func user() -> KernelSpec {
        let environment = ProcessInfo.processInfo.environment
        let data =
            environment["JUPYTER_DATA_DIR"] ?? environment["XDG_DATA_HOME"].map { "\($0)/jupyter" }
            ?? "\(NSHomeDirectory())/.local/share/jupyter"
        return KernelSpec(parent: URL(fileURLWithPath: data).appendingPathComponent("kernels"))
    }

    /// The folder of a Python environment or another prefix.
    static func prefix(_ folder: String) -> KernelSpec {
        KernelSpec(parent: URL(fileURLWithPath: folder).appendingPathComponent("share/jupyter/kernels"))
    }

    private var file: URL { folder.appendingPathComponent("kernel.json") }

    var isInstalled: Bool { FileManager.default.fileExists(atPath: file.path) }

    /// Whether it is the one of this program.
    func starts(_ program: String) -> Bool {
        (try? String(contentsOf: file, encoding: .utf8))?.contains("\"\(program)\"") ?? false
    }

    /// Writes `kernel.json` and copies the logos.
    ///
    /// - Parameters:
    ///   - program: The path of `cuaderno`.
    ///   - logos: The folder with the logos; those that are not there are left out.
    /// - Throws: `ValidationError` that names the folder and what to do.
    func install(program: String, logos: URL?) throws {
        let manager = FileManager.default
        do {
            try manager.createDirectory(at: folder, withIntermediateDirectories: true)
            try json(program: program).write(to: file, options: .atomic)
            for logo in ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"] {
                guard let source = logos?.appendingPathComponent(logo), manager.fileExists(atPath: source.path)
                else { continue }
                try Data(contentsOf: source).write(to: folder.appendingPathComponent(logo), options: .atomic)
            }
        } catch {
            throw ValidationError(
                "The kernelspec cannot be written to \(folder.path): \(error.localizedDescription) "
                    + "Choose another place with --user or --prefix DIR.")
        }
    }

    private func json(program: String) throws -> Data {
        struct Contents: Encodable {
            var argv: [String]
            var displayName = KernelSpec.displayName
            var language = "swift"
            var interruptMode = "message"
            var env: [String: String]

            enum CodingKeys: String, CodingKey {
                case argv
                case displayName = "display_name"
                case language
                case interruptMode = "interrupt_mode"
                case env
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // A Jupyter that is started from a desktop has not the shell's PATH; the toolchain of now is the one that fits.
        var environment: [String: String] = [:]
        if let path = ProcessInfo.processInfo.environment["PATH"] { environment["PATH"] = path }
        let contents = Contents(
            argv: [program, "kernel", "--connection-file", "{connection_file}"], env: environment)
        return try encoder.encode(contents)
    }
}
