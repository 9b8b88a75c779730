import CellCompiler
import Foundation

/// Compiles the smallest cells, so that the compiler's cache is filled before the first student waits for it.
enum WarmUp {
    /// - Returns: How long the compilations took.
    /// - Throws: ``CellCompilerError``, or the compiler's own words when even the smallest cell is refused.
    @discardableResult
    static func run(installation: Installation) async throws -> Duration {
        let toolchain = try Toolchain.find()
        try await installation.checkCompiler(of: toolchain)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "cuaderno-warm-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let compiler = try CellCompiler(
            toolchain: toolchain, folder: folder, moduleFolder: installation.moduleFolder,
            moduleCache: CacheFolder.moduleCache(frontend: toolchain.frontend, fallback: folder))
        let clock = ContinuousClock()
        let start = clock.now
        // Optimised code has modules of its own in the cache.
        for isOptimized in [false, true] {
            let unit = CellUnit(
                label: "In[1]", text: "import Foundation\nlet one = sqrt(1.0)\none", isOptimized: isOptimized)
            guard case .rejected(let diagnostics) = try await compiler.compile(unit, names: NameTable()) else {
                continue
            }
            let text = diagnostics.flatMap { DiagnosticRenderer(usesColor: false).lines(for: $0) }
                .joined(separator: "\n")
            throw CellCompilerError(.toolFailed, "the compiler refuses a cell that is right:\n\(text)")
        }
        await compiler.end()
        return clock.now - start
    }
}
