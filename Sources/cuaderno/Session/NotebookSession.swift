import CellCompiler
import CellHost
import Foundation
import JupyterKernel
import Logging
import WorkerProtocol

/// The state of a notebook's session: names, sources, the compiler and the worker. It survives whatever a cell does.
actor NotebookSession {
    private let installation: Installation
    private let folder: URL
    private let log: Logger
    private var compiler: CellCompiler?
    private var worker: Worker?
    private var names = NameTable()
    private var storage = StorageLedger()
    private var conformances = ConformanceLedger()
    /// The types of live variables, as the worker told them.
    private var types: [String: String] = [:]
    /// The values of variables in a few words, as they were when they were set.
    private var summaries: [String: String] = [:]
    private var isRunning = false
    /// The worker tells the value of a variable.
    private var reading: Task<String?, Never>?
    private var sources: [String: String] = [:]
    /// The cells that were compiled, by the names of their modules.
    private var cells: [String: CompiledCell] = [:]
    /// Grows with every cell that is compiled: completion reads the modules again.
    private var compiledCount = 0
    /// Counts what the worker was asked to run.
    private var runNumber = 0
    private var compilation: Task<CompilationResult, any Error>?
    private var isInterrupted = false

    init(installation: Installation, folder: URL, log: Logger) {
        self.installation = installation
        self.folder = folder
        self.log = log
    }

    /// Starts worker and compiler ahead of the first cell. A failure is told by the first cell.
    func warmUp() async {
        _ = try? await readyWorker()
        await (try? readyCompiler())?.prepare(names: names)
    }

    private func prepareNext(_ compiler: CellCompiler) async {
        await compiler.prepare(names: names)
    }

    /// Runs a cell: Swift and commands in the order in which they stand.
    func execute(_ request: ExecutionRequest, output: any CellOutput) async -> CellFailure? {
        await execute(request.code, label: "In[\(request.executionCount)]", output: output)
    }

    /// Runs source under the name that its errors give it.
    func execute(_ code: String, label: String, output: any CellOutput) async -> CellFailure? {
        isInterrupted = false
        isRunning = true
        defer { isRunning = false }
        sources[label] = code
        do {
            for segment in CellSplitter.segments(of: code) {
                switch segment {
                case .command(let line, _): try await run(command: line, output: output)
                case .swift(let text, let firstLine):
                    try await run(swift: text, firstLine: firstLine, label: label, output: output)
                }
                if isInterrupted { throw CellFailure(name: "Interrupted", value: "the cell was stopped") }
            }
            return nil
        } catch let failure as CellFailure {
            return failure
        } catch is CancellationError {
            return CellFailure(name: "Interrupted", value: "the cell was stopped while it was compiled")
        } catch {
            return CellFailure(name: "Kernel error", value: "\(error)")
        }
    }

    /// Stops the running cell, wherever it is.
    func interrupt() {
        isInterrupted = true
        compilation?.cancel()
        worker?.interrupt()
    }

    /// Ends the worker and removes the session's files.
    func end() async {
        compilation?.cancel()
        await compiler?.end()
        worker?.terminate()
        worker = nil
        FileTree.remove(folder.path)
    }

    /// What completion and inspection need to know, also while a cell runs.
    func view() async throws -> SessionView {
        SessionView(
            compiler: try await readyCompiler(), installation: installation, names: names, types: types,
            workingFolder: workingFolder, sources: Array(sources.values), version: compiledCount)
    }

    /// A cell may have changed its own.
    private var workingFolder: String {
        let link = worker.flatMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0.pid)/cwd") }
        return link ?? FileManager.default.currentDirectoryPath
    }

    /// A variable's value: of the worker where it is free, else as it was when it was set.
    func value(of name: String) async -> String? {
        guard !isRunning, reading == nil, let worker, worker.isAlive else { return summaries[name] }
        runNumber += 1
        let run = CommandRun(cell: runNumber, line: "%__value \(name)")
        let task = Task {
            let reader = ValueReader()
            let result = await worker.run(.command(run), cell: run.cell, output: reader)
            guard case .ended(.completed, _) = result else { return String?.none }
            return reader.text
        }
        reading = task
        // A type's own description may never end.
        let limit = Task {
            try await Task.sleep(for: .seconds(1))
            worker.interrupt()
        }
        let text = await task.value
        limit.cancel()
        reading = nil
        return text ?? summaries[name]
    }

    private func run(command line: String, output: any CellOutput) async throws {
        runNumber += 1
        let run = CommandRun(cell: runNumber, line: line, names: liveNames())
        let adapter = CellOutputAdapter(output)
        try await finish(.command(run), number: runNumber, adapter: adapter)
        try await releaseReplaced(adapter)
    }

    private func run(swift text: String, firstLine: Int, label: String, output: any CellOutput) async throws {
        let compiler = try await readyCompiler()
        let unit = CellUnit(label: label, text: text, firstLine: firstLine)
        let names = names
        let task = Task { try await compiler.compile(unit, names: names) }
        compilation = task
        defer { compilation = nil }
        let renderer = DiagnosticRenderer()
        let cell: CompiledCell
        // While the student reads the result.
        defer { Task { await prepareNext(compiler) } }
        switch try await task.value {
        case .rejected(let diagnostics):
            self.names.addRejected(CellAnalyzer.analyze(text).declarations, label: label)
            throw CellFailure(
                name: "Compilation error", value: diagnostics.first?.message ?? "",
                traceback: diagnostics.flatMap { renderer.lines(for: $0) })
        case .compiled(let compiled): cell = compiled
        }
        cells[cell.module.name] = cell
        compiledCount += 1
        for warning in cell.warnings {
            output.stream(.stderr, renderer.lines(for: warning).joined(separator: "\n") + "\n")
        }

        let adapter = CellOutputAdapter(output)
        var failure: (any Error)?
        do {
            runNumber += 1
            let run = CellRun(
                cell: runNumber, library: cell.library, entryPoint: cell.entryPoint, variables: cell.storage,
                conformances: conformances.add(cell).map { ConformanceReplacement(old: $0.old, new: $0.new) })
            try await finish(.run(run), number: runNumber, adapter: adapter)
        } catch let error as WorkerDeath {
            throw error.failure
        } catch {
            failure = error
        }
        // A copy is in memory now, and its original has the debug information.
        if cell.library != cell.debugLibrary { unlink(cell.library) }
        keepNames(of: cell, told: adapter.names, completed: failure == nil)
        do {
            try await releaseReplaced(adapter)
        } catch let error as WorkerDeath {
            throw error.failure
        } catch {
            failure = failure ?? error
        }
        if let failure { throw failure }
    }

    /// Gives back the values of variables that nothing can reach any more.
    private func releaseReplaced(_ adapter: CellOutputAdapter) async throws {
        let symbols = storage.takeUnreachable(names)
        guard !symbols.isEmpty else { return }
        runNumber += 1
        try await finish(
            .release(ReleaseRun(cell: runNumber, symbols: symbols)), number: runNumber, adapter: adapter)
    }

    /// Lets the worker run a frame and turns its end into a failure, if it is one.
    private func finish(_ frame: HostFrame, number: Int, adapter: CellOutputAdapter) async throws {
        _ = await reading?.value
        let worker = try await readyWorker()
        switch await worker.run(frame, cell: number, output: adapter) {
        case .ended(let outcome, let fatalText):
            for name in adapter.names where name.origin == .command {
                names.addCommandName(name.name, type: name.type)
                types[name.name] = name.type
                summaries[name.name] = name.summary
            }
            let report = FailureReport(
                symbolizer: compiler.flatMap { Symbolizer(toolchain: $0.toolchain) }, sources: sources,
                cellFolder: folder.path, cells: cells)
            if let failure = await report.failure(for: told(outcome), fatalText: fatalText) { throw failure }
        case .died(let reason):
            log.warning("the worker died", metadata: ["reason": "\(reason)"])
            self.worker = nil
            names.removeAll()
            storage.removeAll()
            conformances = ConformanceLedger()
            types.removeAll()
            summaries.removeAll()
            _ = try? startWorker()
            throw WorkerDeath(reason: reason)
        }
    }

    /// A task that an interrupt cancelled ends by an error of its own; what the user did is interrupt.
    private func told(_ outcome: Outcome) -> Outcome {
        guard isInterrupted, case .threw(let type, _, let trace) = outcome, type.hasSuffix("CancellationError") else {
            return outcome
        }
        return .interrupted(trace: trace)
    }

    private func keepNames(of cell: CompiledCell, told: [BoundName], completed: Bool) {
        var bound = Set(told.filter { $0.origin == .swift }.map(\.name))
        if completed {
            bound.formUnion(cell.module.declarations.map(\.name).filter { !cell.reportedNames.contains($0) })
        }
        names.add(cell.module, boundNames: bound)
        names.addImports(cell.imports)
        storage.add(cell)
        for name in told where name.ownsMemory && bound.contains(name.name) { storage.hold(name.name, of: cell) }
        for name in told {
            types[name.name] = name.type
            summaries[name.name] = name.summary
        }
    }

    private func liveNames() -> [LiveName] {
        names.entries.map { entry in
            LiveName(
                name: entry.declaration.name, kind: entry.declaration.kind.rawValue,
                type: entry.declaration.kind.isVariable ? types[entry.declaration.name] ?? "" : "",
                cell: Int(entry.module.dropFirst("Cell".count)) ?? 0)
        }
    }

    private func readyWorker() async throws -> Worker {
        if let worker, !worker.isAlive { self.worker = nil }
        let worker = try self.worker ?? startWorker()
        do {
            try await worker.ready()
        } catch {
            self.worker = nil
            throw CellFailure(
                name: "Worker not started",
                value: "the process that runs the cells cannot start: \(error). Run `cuaderno doctor`.")
        }
        return worker
    }

    private func startWorker() throws -> Worker {
        let worker = try Worker(executable: installation.worker, library: installation.library)
        self.worker = worker
        return worker
    }

    private func readyCompiler() async throws -> CellCompiler {
        if let compiler { return compiler }
        let toolchain = try Toolchain.find()
        try await installation.checkCompiler(of: toolchain)
        // The first cell may have come while the kernel warmed up.
        if let compiler { return compiler }
        let made = try CellCompiler(
            toolchain: toolchain, folder: folder, moduleFolder: installation.moduleFolder,
            moduleCache: CacheFolder.moduleCache(frontend: toolchain.frontend, fallback: folder))
        compiler = made
        return made
    }
}

/// The worker is gone, and with it the values of all variables.
private struct WorkerDeath: Error {
    let reason: String

    var failure: CellFailure {
        CellFailure(
            name: "Worker died",
            value: "the process that ran the cells is gone (\(reason)); a new one was started. "
                + "The variables of earlier cells are lost: run those cells again.")
    }
}
