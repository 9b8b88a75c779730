/// The arguments of `swift-frontend` for a cell.
struct Frontend: Sendable {
    var toolchain: Toolchain
    /// Folders with modules: the library's, and that of the session's cells.
    var moduleFolders: [String]
    /// A folder of the session's own, so that no other process prunes it.
    var moduleCache: String
    /// The macros of packages.
    let macros = MacroPlugins()

    /// To compile a cell.
    ///
    /// - Parameters:
    ///   - source: A file that is named `main.swift`: only there is top-level code allowed without a main attribute.
    ///   - output: The path of the object.
    ///   - interface: The path of the module's interface.
    ///   - asserts: Optimised code drops `assert`, and the words of `precondition`; what says them wants them.
    func compilation(
        of source: String, as name: ModuleName, output: String, interface: String, optimization: Optimization,
        asserts: Bool
    ) -> [String] {
        ["-frontend", "-c", "-primary-file", source, "-o", output]
            + common(name, interface: interface, optimization: optimization)
            + (optimization != .none && asserts ? ["-assert-config", "Debug"] : [])
    }

    /// To compile a cell whose source comes later, with what is loaded before that.
    func compilation(
        at gate: SourceGate, as name: ModuleName, output: String, interface: String, optimization: Optimization,
        loading modules: Set<String>
    ) -> [String] {
        // Modules that are named last are loaded first, and the gate's folder has to be the first that is looked at.
        ["-frontend", "-c", "-primary-file", gate.source, "-o", output, "-I", gate.moduleFolder]
            + ([SourceGate.module] + modules.sorted()).flatMap { ["-import-module", $0] }
            + common(name, interface: interface, optimization: optimization)
    }

    /// To make a cell's interface alone.
    func interfaceOnly(
        of source: String, as name: ModuleName, interface: String, optimization: Optimization
    ) -> [String] {
        ["-frontend", "-emit-module", "-primary-file", source, "-o", interface]
            + common(name, interface: interface, optimization: optimization)
    }

    private func common(_ name: ModuleName, interface: String, optimization: Optimization) -> [String] {
        var arguments = [
            "-target", Toolchain.target, "-disable-objc-interop",
            "-resource-dir", toolchain.resourceDirectory,
            "-module-cache-path", moduleCache,
            "-in-process-plugin-server-path", toolchain.pluginServer, "-plugin-path", toolchain.pluginDirectory,
            "-module-name", name.module, "-entry-point-function-name", name.entryPoint,
            "-emit-module-path", interface,
            // The comments of a cell's declarations are documentation for later ones.
            "-emit-module-doc-path", interface.replacing(".swiftmodule", with: ".swiftdoc"),
            // Later cells reach internal names by `@testable import`.
            "-enable-testing",
            "-swift-version", "5", "-enable-bare-slash-regex",
            // An extension member written again in a later cell replaces the earlier one only with this.
            "-enable-upcoming-feature", "MemberImportVisibility",
            // Top-level loops over top-level variables run three times slower with the dynamic checks.
            "-enforce-exclusivity=unchecked",
            // A crash names the line, and the way there: functions that wait have frames only by the second, and two
            // functions that do the same, as crashing ones do, are one without the others.
            "-gline-tables-only", "-enable-async-frame-pointer-all", "-disable-llvm-merge-functions-pass",
            "-Xllvm", "-swiftmergefunc-threshold=0",
            // Which function refers to what can be told only where each has a section of its own.
            "-function-sections",
            "-no-color-diagnostics", "-diagnostic-style", "llvm",
        ]
        for folder in moduleFolders { arguments += ["-I", folder] }
        return arguments + macros.arguments + optimization.arguments
    }
}
