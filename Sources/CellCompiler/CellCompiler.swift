public import Foundation
import Synchronization

/// Makes shared objects of cells.
///
/// The frontend is called directly, and the object is linked without libraries: its undefined symbols resolve when it is
/// loaded, from what the worker holds open.
public final class CellCompiler: Sendable {
    /// The compiler and its companions.
    public let toolchain: Toolchain
    /// Cells can import what lies here: links to the library's modules, and those of packages.
    public let visibleModules: String
    private let folder: SessionFolder
    let frontend: Frontend
    /// The interface of the module at which waiting frontends wait; nil: none can wait.
    private let gateInterface: Data?
    private let cache = LibraryCache()
    let interfaces = DeferredInterfaces()
    /// Small cells are compiled without optimisation, cells with loops, functions or closures with it.
    private let (plain, optimizing) = (StandbyFrontend(), StandbyFrontend())
    /// How the last cell with loops, functions or closures was optimised: the next is most often of the same kind.
    private let lastOptimization = Mutex(Optimization.full)

    /// - Parameters:
    ///   - toolchain: The toolchain that built the modules in `moduleFolder`.
    ///   - folder: An empty folder of the session's own, for sources, interfaces and libraries.
    ///   - moduleFolder: Where `Cuaderno.swiftmodule` lies.
    ///   - moduleCache: Where the compiler keeps compiled interfaces.
    /// - Throws: ``CellCompilerError`` when the folder cannot be made.
    public init(
        toolchain: Toolchain, folder: URL, moduleFolder: String, moduleCache: String
    ) throws(CellCompilerError) {
        self.toolchain = toolchain
        let visible: VisibleModules
        do {
            self.folder = try SessionFolder(folder)
            try FileManager.default.createDirectory(atPath: moduleCache, withIntermediateDirectories: true)
            visible = try VisibleModules(of: moduleFolder, in: folder.appendingPathComponent("modules").path)
        } catch {
            throw CellCompilerError(
                .folderNotWritable,
                "the folder for compiled cells cannot be made: \(error.localizedDescription). "
                    + "Free some space or set TMPDIR to a folder that can be written.")
        }
        visibleModules = visible.folder
        gateInterface = FileManager.default.contents(atPath: "\(moduleFolder)/\(SourceGate.module).swiftmodule")
        frontend = Frontend(
            toolchain: toolchain, moduleFolders: [visible.folder, folder.path], moduleCache: moduleCache)
    }

    /// Compiles and links a segment, or copies the library that was made of it before.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, ``CellCompilerError`` when a tool fails on its own.
    public func compile(_ unit: CellUnit, names: NameTable) async throws -> CompilationResult {
        let draft = CellDraft(unit, names: names)
        func cell(_ library: CompiledLibrary, original: CompiledLibrary? = nil) -> CompilationResult {
            var cell = draft.cell(library, original: original)
            cell.warnings = cell.warnings.map { $0.namingCells(names) }
            return .compiled(cell)
        }
        let key = LibraryCache.Key(source: draft.source().textWithoutLabel, optimization: draft.optimization)
        if let known = cache.library(for: key), let copy = await copy(of: known, for: draft) {
            return cell(copy, original: known)
        }
        switch try await build(draft) {
        case .rejected(let diagnostics):
            return .rejected(Hints.adding(to: diagnostics, names: names))
        case .built(let library):
            if LibraryCopy.isPossible(of: unit.text, draft.analysis) { cache.insert(library, for: key) }
            return cell(library)
        }
    }

    /// Starts frontends ahead of the next cell, where none wait.
    ///
    /// - Parameter names: what the names of the session mean now.
    public func prepare(names: NameTable) async {
        await prepare(.none, loading: names.wholeModules)
        // Each has a processor busy for a moment, and the first cell may already wait for one.
        guard (try? await Task.sleep(for: .milliseconds(150))) != nil else { return }
        await prepare(lastOptimization.withLock { $0 }, loading: names.wholeModules)
    }

    /// Lets cells use the macros of a package.
    ///
    /// - Parameters:
    ///   - program: The path of the program that expands them.
    ///   - module: The module of their implementations.
    public func addMacros(_ program: String, of module: String) {
        frontend.macros.add(program, for: module)
    }

    /// Looks anew at what can be imported; a frontend that waits has looked already.
    public func noteChangedModules() async {
        await plain.dismiss()
        await optimizing.dismiss()
    }

    /// Ends what waits for the next cell.
    public func end() async {
        await plain.end()
        await optimizing.end()
    }

    // MARK: Building

    private enum BuildResult {
        case built(CompiledLibrary)
        case rejected([Diagnostic])
    }

    private func build(_ draft: CellDraft) async throws -> BuildResult {
        let whole = try await build(draft, without: [])
        guard case .rejected = whole, draft.analysis.insertions.contains(where: { $0.purpose != .essential }) else {
            return whole
        }
        // The mistake may lie in what we added (a value that cannot be captured or shown), and a message about our own
        // words helps nobody: what counts is what the compiler says of the student's text alone.
        let bare = try await build(draft, without: [.bind, .show])
        guard case .built = bare else { return bare }
        let shown = try await build(draft, without: [.bind])
        if case .built = shown { return shown }
        return bare
    }

    private func build(
        _ draft: CellDraft, without dropped: Set<SourceInsertion.Purpose>
    ) async throws -> BuildResult {
        let source = draft.source(without: dropped)
        // What was only copied has no interface yet.
        try await interfaces.complete(draft.plan.modules)
        let (name, compilation) = try await runFrontend(draft, source: source.text)
        let files = folder.files(of: name)
        // Only the library and the interface are needed from here on.
        defer { folder.removeSources(of: files) }
        var diagnostics = DiagnosticParser(label: draft.unit.label, source: source).parse(compilation.errors)
        guard compilation.succeeded else {
            diagnostics.removeAll { $0.severity != .error }
            guard !diagnostics.isEmpty else { throw crash(of: "compiler", compilation) }
            return .rejected(diagnostics)
        }
        // The object is read while the linker works.
        async let linking: Void = link(files)
        let object = try ObjectFile(contentsOf: files.object)
        let library = CompiledLibrary(
            name: name, label: draft.unit.label, path: files.library, dropped: dropped,
            names: CompiledNames(object, module: name.module), code: CodeGraph(object, entryPoint: name.entryPoint),
            warnings: diagnostics.filter { $0.sourceLine != nil })
        try await linking
        return .built(library)
    }

    private func link(_ files: SessionFolder.Files) async throws {
        // Without the header's table of frames the run time finds no way out of a cell's functions: a stack would end at
        // its first frame.
        let linking = try await Tool.run(
            toolchain.linker,
            [
                "-shared", "--hash-style=sysv", "--eh-frame-hdr", "-o", files.library, files.object,
                toolchain.runtimeObject,
            ])
        guard linking.succeeded else { throw crash(of: "linker", linking) }
    }

    private func crash(of tool: String, _ result: Tool.Result) -> CellCompilerError {
        // A tool that cannot write may have no words for it, or no place to write them.
        if let room = folder.room, room < 1 << 20 {
            return CellCompilerError(
                .folderNotWritable,
                "the \(tool) failed, for the disk is full on which the cells are compiled (\(folder.url.path)). "
                    + "Free some space, or set TMPDIR to a folder on another disk and restart the kernel.")
        }
        let tail = result.errors.split(separator: "\n").suffix(8).joined(separator: "\n")
        return CellCompilerError(
            .toolFailed, "the \(tool) of \(toolchain.frontend) failed (\(result.status)):\n\(tail)")
    }

    // MARK: Frontends

    /// Lets the waiting frontend do it, or starts one.
    private func runFrontend(_ draft: CellDraft, source: String) async throws -> (ModuleName, Tool.Result) {
        let optimization = draft.optimization
        if optimization != .none { lastOptimization.withLock { $0 = optimization } }
        // The next one starts on another core while this one works, so that cells run one after another have it, too.
        let prepareNext: @Sendable () async -> Void = { [self] in
            await prepare(optimization, loading: draft.sessionModules)
        }
        // A frontend that waits was started without the checks that such a cell asks for.
        let asserts = optimization != .none && draft.analysis.asserts
        let standby = optimization == .none ? plain : optimizing
        if !asserts,
            let done = try await standby.compile(
                source, optimization: optimization, modules: draft.modules, cells: draft.plan.modules,
                whenTaken: prepareNext)
        {
            return (done.name, done.result)
        }
        let name = folder.nextName()
        let files = folder.files(of: name)
        try folder.write(source, to: files)
        let arguments = frontend.compilation(
            of: files.source, as: name, output: files.object, interface: files.interface, optimization: optimization,
            asserts: asserts)
        let run = FrontendRun(program: toolchain.frontend, arguments: arguments, object: files.object)
        return (name, try await run.result())
    }

    private func prepare(_ optimization: Optimization, loading modules: Set<String>) async {
        guard let gateInterface else { return }
        await (optimization == .none ? plain : optimizing).prepare { [self] in
            let name = folder.nextName()
            let files = folder.files(of: name)
            guard let gate = SourceGate(in: files.folder, interface: gateInterface) else { return nil }
            let arguments = frontend.compilation(
                at: gate, as: name, output: files.object, interface: files.interface, optimization: optimization,
                loading: modules)
            return StandbyFrontend.Preparation(
                name: name, gate: gate, program: toolchain.frontend, arguments: arguments, object: files.object,
                optimization: optimization, modules: modules, lastCell: ModuleName(number: folder.reserveInterfaces()))
        }
    }

    // MARK: Copying

    /// The known library under a new name; nil where that cannot be.
    private func copy(of known: CompiledLibrary, for draft: CellDraft) async -> CompiledLibrary? {
        let name = folder.nextName()
        let files = folder.files(of: name)
        guard let bytes = LibraryCopy.make(of: known, as: name, label: draft.unit.label),
            (try? Data(bytes).write(to: URL(fileURLWithPath: files.library))) != nil
        else { return nil }
        var copy = known
        copy.name = name
        copy.label = draft.unit.label
        copy.path = files.library
        let renaming = ModuleRenaming(from: known.name, to: name)
        copy.names = known.names.renamed(renaming)
        copy.code = known.code.renamed(renaming)
        for index in copy.warnings.indices { copy.warnings[index].rename(known.label, to: copy.label) }
        if !draft.analysis.declarations.isEmpty || !draft.analysis.extensions.isEmpty {
            let source = draft.source(without: known.dropped).text
            await interfaces.put(off: name.module) { [self] in
                try folder.write(source, to: files)
                let result = try await Tool.run(
                    toolchain.frontend,
                    frontend.interfaceOnly(
                        of: files.source, as: name, interface: files.interface, optimization: draft.optimization))
                folder.removeSources(of: files)
                guard result.succeeded else { throw crash(of: "compiler", result) }
            }
        }
        return copy
    }
}
