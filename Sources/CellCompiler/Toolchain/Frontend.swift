/// The arguments of `swift-frontend` for a cell.
struct Frontend: Sendable {
    var toolchain: Toolchain
    /// Folders with modules: the library's, and that of the session's cells.
    var moduleFolders: [String]
    /// A folder of the session's own, so that no other process prunes it.
    var moduleCache: String

    /// - Parameters:
    ///   - source: A file that is named `main.swift`: only there is top-level code allowed without a main attribute.
    ///   - module: The module's name.
    ///   - entryPoint: The symbol of the module's `main`.
    ///   - output: The path of the object; the module's interface goes beside it.
    func arguments(
        source: String, module: String, entryPoint: String, output: String, interface: String, isOptimized: Bool
    ) -> [String] {
        var arguments = [
            "-frontend", "-c", "-primary-file", source,
            "-target", Toolchain.target, "-disable-objc-interop",
            "-resource-dir", toolchain.resourceDirectory,
            "-module-cache-path", moduleCache,
            "-in-process-plugin-server-path", toolchain.pluginServer, "-plugin-path", toolchain.pluginDirectory,
            "-module-name", module, "-entry-point-function-name", entryPoint,
            "-emit-module-path", interface, "-o", output,
            // Later cells reach internal names by `@testable import`.
            "-enable-testing",
            "-swift-version", "5", "-enable-bare-slash-regex",
            // An extension member written again in a later cell replaces the earlier one only with this.
            "-enable-upcoming-feature", "MemberImportVisibility",
            // Top-level loops over top-level variables run three times slower with the dynamic checks.
            "-enforce-exclusivity=unchecked",
            // A crash names the line.
            "-gline-tables-only",
            "-no-color-diagnostics", "-diagnostic-style", "llvm",
        ]
        for folder in moduleFolders { arguments += ["-I", folder] }
        arguments.append(isOptimized ? "-O" : "-Onone")
        return arguments
    }
}
