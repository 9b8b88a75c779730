import ArgumentParser

/// The `cuaderno` program.
@main
struct Cuaderno: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cuaderno",
        abstract: "A Jupyter kernel for Swift with a neural-network engine inside.",
        version: Version.current,
        subcommands: [
            InstallCommand.self, KernelCommand.self, RunCommand.self, ExportCommand.self, DoctorCommand.self,
        ])
}
