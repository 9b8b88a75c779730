public import Foundation

/// Makes shared objects of cells.
///
/// The frontend is called directly, and the object is linked without libraries: its undefined symbols resolve when it is
/// loaded, from what the worker holds open.
public struct CellCompiler: Sendable {
    /// The compiler and its companions.
    public let toolchain: Toolchain
    /// Where the session's sources, interfaces and libraries lie; removed at its end.
    public let folder: URL
    private let frontend: Frontend
    /// The engine imports these C modules for itself. A cell needs nothing of them, but the compiler insists on finding
    /// them before it reads the engine's interface: empty ones do.
    private static let hiddenModules = "module CKernels {}\nmodule COpenBLAS {}\n"
    private let standby = StandbyFrontend()

    /// - Parameters:
    ///   - toolchain: The toolchain that built the modules in `moduleFolder`.
    ///   - folder: An empty folder of the session's own.
    ///   - moduleFolder: Where `Cuaderno.swiftmodule` lies.
    ///   - moduleCache: Where the compiler keeps compiled interfaces.
    /// - Throws: ``CellCompilerError`` when the folder cannot be made.
    public init(
        toolchain: Toolchain, folder: URL, moduleFolder: String, moduleCache: String
    ) throws(CellCompilerError) {
        self.toolchain = toolchain
        self.folder = folder
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try FileManager.default.createDirectory(atPath: moduleCache, withIntermediateDirectories: true)
            try Data(Self.hiddenModules.utf8).write(to: folder.appendingPathComponent("module.modulemap"))
        } catch {
            throw CellCompilerError(
                .folderNotWritable,
                "the folder for compiled cells cannot be made: \(error.localizedDescription). "
                    + "Free some space or set TMPDIR to a folder that can be written.")
        }
        frontend = Frontend(
            toolchain: toolchain, moduleFolders: [moduleFolder, folder.path], moduleCache: moduleCache)
    }

    /// Compiles and links a segment.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, ``CellCompilerError`` when a tool fails on its own.
    public func compile(_ unit: CellUnit, names: NameTable) async throws -> CompilationResult {
        let analysis = CellAnalyzer.analyze(unit.text, qualified: names.moduleOfVariable)
        let whole = try await compile(unit, analysis, names, dropping: [])
        guard case .rejected = whole, analysis.insertions.contains(where: { $0.purpose != .essential }) else {
            return whole
        }
        // The mistake may lie in what we added (a value that cannot be captured or shown), and a message about our own
        // words helps nobody: what counts is what the compiler says of the student's text alone.
        let bare = try await compile(unit, analysis, names, dropping: [.bind, .show])
        guard case .compiled = bare else { return bare }
        let shown = try await compile(unit, analysis, names, dropping: [.bind])
        if case .compiled = shown { return shown }
        return bare
    }

    /// Starts a frontend ahead of the next cell.
    ///
    /// - Parameter number: The number that the next unit will have.
    public func prepare(number: Int) async {
        let unit = CellUnit(label: "", number: number, text: "")
        await standby.prepare(
            module: unit.moduleName, link: place(of: unit).main, program: toolchain.frontend,
            arguments: arguments(unit, isOptimized: false))
    }

    /// Ends what waits for the next cell.
    public func end() async {
        await standby.dismiss()
    }

    private func place(of unit: CellUnit) -> (folder: URL, main: String, object: String) {
        let place = folder.appendingPathComponent(unit.moduleName)
        return (place, "\(place.path)/main.swift", "\(place.path)/main.o")
    }

    private func arguments(_ unit: CellUnit, isOptimized: Bool) -> [String] {
        let place = place(of: unit)
        return frontend.arguments(
            source: place.main, module: unit.moduleName, entryPoint: unit.entryPoint, output: place.object,
            interface: folder.appendingPathComponent("\(unit.moduleName).swiftmodule").path, isOptimized: isOptimized)
    }

    /// Lets the waiting frontend do it, or starts one.
    private func runFrontend(_ unit: CellUnit, source: String, isOptimized: Bool) async throws -> Tool.Result {
        // The next one starts on another core while this one works, so that cells run one after another have it, too.
        let prepareNext: @Sendable () async -> Void = { await prepare(number: unit.number + 1) }
        if !isOptimized,
            let result = try await standby.compile(module: unit.moduleName, source: source, whenTaken: prepareNext)
        {
            return result
        }
        await standby.dismiss()
        let place = place(of: unit)
        // Where a frontend waited there is a link to standard input.
        unlink(place.main)
        do {
            try FileManager.default.createDirectory(at: place.folder, withIntermediateDirectories: true)
            try Data(source.utf8).write(to: URL(fileURLWithPath: place.main))
        } catch {
            throw CellCompilerError(
                .folderNotWritable,
                "the cell cannot be written to \(place.folder.path): \(error.localizedDescription). Is the disk full?")
        }
        return try await Tool.run(toolchain.frontend, arguments(unit, isOptimized: isOptimized))
    }

    private func compile(
        _ unit: CellUnit, _ analysis: CellAnalysis, _ names: NameTable, dropping: Set<SourceInsertion.Purpose>
    ) async throws -> CompilationResult {
        let plan = names.importPlan(for: analysis)
        let prologue =
            ["import Cuaderno"] + names.imports + plan.lines
            + ElementaryFunctions.imports(
                for: analysis.usedNames, taken: names.isLive, besides: names.imports + analysis.imports)
            + plan.accessors.map { name, type in
                "fileprivate var `\(name)`: \(type) { __cuaderno\(type)(\"\(name)\") }"
            }
        let source = GeneratedSource(
            label: unit.label, prologue: prologue, segment: unit.text, firstLine: unit.firstLine,
            insertions: analysis.insertions.filter { !dropping.contains($0.purpose) })

        let compilation = try await runFrontend(
            unit, source: source.text, isOptimized: unit.isOptimized ?? analysis.deservesOptimisation)
        var diagnostics = DiagnosticParser(label: unit.label, source: source).parse(compilation.errors)
        guard compilation.succeeded else {
            diagnostics.removeAll { $0.severity != .error }
            guard !diagnostics.isEmpty else { throw crash(of: "compiler", compilation) }
            return .rejected(Hints.adding(to: diagnostics, names: names))
        }
        let place = place(of: unit)
        let library = place.folder.appendingPathComponent("\(unit.moduleName).so").path
        try await link(place.object, into: library)
        // Only the library and the interface are needed from here on.
        for path in [place.object, place.main] { unlink(path) }

        let module = CellModule(
            name: unit.moduleName, label: unit.label, declarations: analysis.declarations,
            dependencies: plan.dependencies, extensionMembers: analysis.extensionMembers,
            actsUnnamed: analysis.actsUnnamed)
        let reported =
            dropping.contains(.bind)
            ? []
            : Set(
                analysis.declarations.map(\.name).filter { name in
                    analysis.insertions.contains {
                        $0.purpose == .bind && $0.text.contains("__cuadernoBind(\"\(name)\")")
                    }
                })
        return .compiled(
            CompiledCell(
                module: module, imports: analysis.imports, library: library, entryPoint: unit.entryPoint,
                reportedNames: reported, warnings: diagnostics.filter { $0.sourceLine != nil }))
    }

    private func link(_ object: String, into library: String) async throws {
        let linking = try await Tool.run(
            toolchain.linker, ["-shared", "-o", library, object, toolchain.runtimeObject])
        guard linking.succeeded else { throw crash(of: "linker", linking) }
    }

    private func crash(of tool: String, _ result: Tool.Result) -> CellCompilerError {
        let tail = result.errors.split(separator: "\n").suffix(8).joined(separator: "\n")
        return CellCompilerError(.toolFailed, "the \(tool) failed (\(result.status)):\n\(tail)")
    }
}
