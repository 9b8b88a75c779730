import ArgumentParser
import Foundation

/// `cuaderno install`
struct InstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Tell Jupyter of this kernel.",
        discussion: """
            Writes the kernelspec "\(KernelSpec.displayName)" into the user's Jupyter folder, or into a Python environment:

              cuaderno install
              cuaderno install --prefix .venv
            """)

    @Flag(help: "Install for the current user (the default).")
    var user = false

    @Option(help: "Install below DIR/share/jupyter, such as the folder of a Python environment.")
    var prefix: String?

    func validate() throws {
        guard user, prefix != nil else { return }
        throw ValidationError("--user and --prefix name two places; give one.")
    }

    func run() async throws {
        let installation = Installation.current()
        let missing = installation.missingParts
        guard missing.isEmpty else {
            throw ValidationError(
                "The installation is not whole: \(missing.joined(separator: ", ")) not found. Run `swift build -c release`."
            )
        }
        let spec = prefix.map(KernelSpec.prefix) ?? .user()
        try spec.install(program: installation.program, logos: installation.logoFolder)
        print("Installed the kernel \"\(KernelSpec.displayName)\" in \(spec.folder.path)")
        try await WarmUp.run(installation: installation)
    }
}
