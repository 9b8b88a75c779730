import CellCompiler
import CellHost
import Foundation
import Glibc
import JupyterKernel
import Logging
import WorkerProtocol

/// The state of a notebook's session: names, sources, the compiler and the worker. It survives whatever a cell does.
actor NotebookSession {
    let installation: Installation
    let folder: URL
    /// What has to be removed when the kernel ends, and cannot do so itself.
    let leftovers: [String]
    let log: Logger
    private(set) var compiler: CellCompiler?
    /// The compiler while it is made: the first cell may come before that is done.
    private var makingCompiler: Task<CellCompiler, any Error>?
    var worker: Worker?
    /// Counts the workers: what was compiled for one cannot be loaded by the next.
    var workerGeneration = 0
    /// Nobody was told yet that a worker died.
    var unreportedDeath: WorkerDeath?
    var record = SessionRecord()
    var names = NameTable()
    var storage = StorageLedger()
    var conformances = ConformanceLedger()
    /// The types of live variables, as the worker told them.
    var types: [String: String] = [:]
    /// The values of variables in a few words, as they were when they were set.
    var summaries: [String: String] = [:]
    /// What is at work.
    private var activities: [Activity] = []
    /// The ways into the lanes. That of the main shell is shared by its cells and the handlers that use what cells use.
    private var turnstiles: [Int: Turnstile] = [:]
    /// The lanes of subshells, by their ids.
    var subshells: [String: Int] = [:]
    /// That of the latest cell or message: where what happens without one is told.
    var latestOutput: (any CellOutput)?
    /// The worker tells the value of a variable.
    private var reading: Task<String?, Never>?
    var sources: [String: String] = [:]
    /// The cells that were compiled, by the names of their modules.
    private var cells: [String: CompiledCell] = [:]
    /// Grows with every cell that is compiled: completion reads the modules again.
    var compiledCount = 0
    /// Counts what the worker was asked to run.
    private var runNumber = 0
    private(set) var isEnding = false

    /// The cells with their outputs, for `%export`.
    let transcript = SessionTranscript()
    /// What directives have set.
    var directives = DirectiveState()

    /// - Parameters:
    ///   - folder: For what is compiled.
    ///   - leftovers: Files that are to be removed with the folder should the kernel be killed.
    init(installation: Installation, folder: URL, leftovers: [String] = [], log: Logger) {
        self.installation = installation
        self.folder = folder
        self.leftovers = [folder.path] + leftovers
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
        await work(in: lane(of: request.subshell), output: output) {
            await self.executeHere(request, output: output)
        }
    }

    /// Does something in a lane, after what is at work there.
    func work<Result: Sendable>(
        in lane: Int, output: any CellOutput, _ body: () async -> Result
    ) async -> Result {
        if !turnstiles[lane, default: Turnstile()].take() {
            await withCheckedContinuation { turnstiles[lane]?.wait($0) }
        }
        // Only now: an interrupt is meant for what runs, and not for the messages that wait behind it.
        let activity = Activity(lane: lane, isInterrupted: output.isInterruptWanted)
        activities.append(activity)
        latestOutput = output
        defer {
            activities.removeAll { $0 === activity }
            turnstiles[lane]?.give()
        }
        return await Activity.$current.withValue(activity, operation: body)
    }

    private func executeHere(_ request: ExecutionRequest, output: any CellOutput) async -> CellFailure? {
        let label = "In[\(request.executionCount)]"
        if let worker, !worker.isAlive { workerEnded(worker, reason: worker.ending) }
        if let line = BracketNesting.lineBeyondLimit(in: request.code) { return .tooDeep(label: label, line: line) }
        if let death = takeDeath() { output.stream(.stderr, "Worker died: \(death.text)\n") }
        let segments = CellSplitter.segments(of: request.code, isVariable: names.hasVariable)
        let restores = segments.contains { $0.isRestore }
        if restores {
            do {
                try await restore(output: output)
            } catch {
                return error as? CellFailure ?? CellFailure(name: "Kernel error", value: "\(error)")
            }
        }
        // What was restored may give a name another meaning.
        let failure = await run(
            request.code, segments: restores ? nil : segments, label: label, output: output)
        if failure == nil, !request.isSilent, !segments.allSatisfy(\.isRestore) {
            record.succeeded(label: label, code: request.code)
        }
        return failure
    }

    /// Runs the segments of a cell but for `%restore`.
    ///
    /// - Parameter segments: those of the code, where they are known.
    func run(
        _ code: String, segments: [CellSegment]? = nil, label: String, output: any CellOutput
    ) async -> CellFailure? {
        sources[label] = code
        do {
            try await run(source: code, segments: segments, label: label, output: output)
            return nil
        } catch let failure as CellFailure {
            return failure
        } catch let death as WorkerDeath {
            return death.failure
        } catch is CancellationError {
            return CellFailure(name: "Interrupted", value: "the cell was stopped while it was compiled")
        } catch {
            return CellFailure(name: "Kernel error", value: "\(error)")
        }
    }

    /// Stops all that is at work, wherever it is.
    func interrupt() {
        for activity in activities where activity.lane != Lane.comms { activity.interrupt(worker) }
        let deliveries = activities.filter { $0.lane == Lane.comms }
        guard !deliveries.isEmpty else { return }
        // A message on its way to those who wait for it would be lost; a handler that does not end is still there then.
        Task {
            try? await Task.sleep(for: .milliseconds(100))
            for delivery in deliveries where activities.contains(where: { $0 === delivery }) {
                delivery.interrupt(worker)
            }
        }
    }

    /// Whether what the calling task belongs to was interrupted.
    var isInterrupted: Bool { Activity.current?.isInterrupted ?? false }

    /// The lane of what the calling task belongs to.
    var lane: Int { Activity.current?.lane ?? Lane.main }

    /// Ends the worker and removes the session's files.
    func end() async {
        isEnding = true
        // The worker's own end is the end of what it runs.
        for activity in activities { activity.interrupt(nil) }
        // Programs of the toolchain are waited for: what starts one as the process ends complains of being left behind.
        makingCompiler?.cancel()
        _ = await makingCompiler?.result
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
    var workingFolder: String {
        let link = worker.flatMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0.pid)/cwd") }
        return link ?? FileManager.default.currentDirectoryPath
    }

    /// A variable's value: of the worker where it is free, else as it was when it was set.
    func value(of name: String) async -> String? {
        guard activities.isEmpty, reading == nil, let worker, worker.isAlive else { return summaries[name] }
        runNumber += 1
        let run = CommandRun(cell: runNumber, line: "%__value \(name)")
        let task = Task {
            let reader = ValueReader()
            let result = await worker.run(.command(run), cell: run.cell, output: reader)
            guard case .ended(.completed, _, _) = result else { return String?.none }
            return reader.text
        }
        reading = task
        // A type's own description may never end.
        let limit = Task {
            try await Task.sleep(for: .seconds(1))
            worker.interrupt(run.cell)
        }
        let text = await task.value
        limit.cancel()
        reading = nil
        return text ?? summaries[name]
    }

    func run(command line: String, output: any CellOutput) async throws {
        runNumber += 1
        let run = CommandRun(cell: runNumber, lane: lane, line: line, names: liveNames())
        let adapter = CellOutputAdapter(output)
        try await finish(.command(run), number: runNumber, adapter: adapter)
        try await releaseReplaced(adapter)
    }

    func run(swift unit: CellUnit, output: any CellOutput) async throws {
        let compiler = try await readyCompiler()
        // Started now if it is not there, so that the names are those that it holds.
        if worker == nil { try startWorker() }
        let generation = workerGeneration
        let names = names
        let task = Task { try await compiler.compile(unit, names: names) }
        let activity = Activity.current
        activity?.set(task)
        defer { activity?.set(nil) }
        let renderer = DiagnosticRenderer()
        let cell: CompiledCell
        let start = ContinuousClock.now
        // While the student reads the result.
        defer { Task { await prepareNext(compiler) } }
        switch try await task.value {
        case .rejected(let diagnostics):
            self.names.addRejected(CellAnalyzer.analyze(unit.text).declarations, label: unit.label)
            throw CellFailure(
                name: "Compilation error", value: diagnostics.first?.message ?? "",
                traceback: diagnostics.flatMap { renderer.lines(for: $0) })
        case .compiled(let compiled): cell = compiled
        }
        activity?.spent.compiling += ContinuousClock.now - start
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
                cell: runNumber, lane: lane, library: cell.library, entryPoint: cell.entryPoint,
                variables: cell.storage,
                conformances: conformances.add(cell).map { ConformanceReplacement(old: $0.old, new: $0.new) },
                namesExit: cell.namesExit)
            try await finish(.run(run), number: runNumber, adapter: adapter, generation: generation)
        } catch let error as WorkerDeath {
            throw error
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
        // The books tell of code that can begin to run, and not of what runs already in another lane.
        guard activities.count <= 1 else { return }
        let symbols = storage.takeUnreachable(names)
        guard !symbols.isEmpty else { return }
        runNumber += 1
        try await finish(
            .release(ReleaseRun(cell: runNumber, lane: lane, symbols: symbols)), number: runNumber, adapter: adapter)
    }

    /// Lets the worker run a frame and turns its end into a failure, if it is one.
    ///
    /// - Parameter generation: That of the worker for which the frame was made; nil: any.
    func finish(
        _ frame: HostFrame, number: Int, adapter: CellOutputAdapter, generation: Int? = nil
    ) async throws {
        _ = await reading?.value
        let worker = try await readyWorker()
        if let generation, generation != workerGeneration {
            throw takeDeath() ?? WorkerDeath(reason: "it ended", lostCells: record.lost.count)
        }
        // From here on an interrupt reaches the worker.
        if isInterrupted { throw CellFailure.interrupted }
        let activity = Activity.current
        activity?.set(run: number)
        let start = ContinuousClock.now
        let result = await worker.run(frame, cell: number, output: adapter)
        activity?.spent.running += ContinuousClock.now - start
        activity?.set(run: nil)
        switch result {
        case .ended(let outcome, let fatalText, let stopSignal):
            for name in adapter.names where name.origin == .command {
                names.addCommandName(name.name, type: name.type)
                types[name.name] = name.type
                summaries[name.name] = name.summary
            }
            let report = FailureReport(
                symbolizer: compiler.flatMap { Symbolizer(toolchain: $0.toolchain) }, sources: sources,
                cellFolder: folder.path, cells: cells)
            let failure = await report.failure(for: told(outcome), fatalText: fatalText)
            if let stopSignal { throw Self.stopped(by: stopSignal, at: failure) }
            if let failure { throw failure }
        case .died(let reason):
            workerEnded(worker, reason: reason)
            throw takeDeath() ?? WorkerDeath(reason: reason, lostCells: record.lost.count)
        }
    }

    private static func stopped(by signal: Int32, at failure: CellFailure?) -> CellFailure {
        let names = [SIGSTOP: "SIGSTOP", SIGTSTP: "SIGTSTP", SIGTTIN: "SIGTTIN", SIGTTOU: "SIGTTOU"]
        let name = names[signal] ?? "signal \(signal)"
        let value =
            "the cell stopped the process that runs the cells (\(name)); it was continued, and the session goes on"
        return CellFailure(
            name: "Stopped", value: value,
            traceback: [CellFailure.headline("Stopped", value)] + (failure?.traceback.dropFirst() ?? []))
    }

    /// A task that an interrupt cancelled, or a computation of the engine, ends by an error of its own; what the user did is
    /// interrupt.
    private func told(_ outcome: Outcome) -> Outcome {
        guard isInterrupted, case .threw(let type, let message, let trace) = outcome,
            type.hasSuffix("CancellationError") || (type.hasSuffix("EngineError") && message == "Interrupted.")
        else { return outcome }
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

    /// The number of the next run.
    func nextRun() -> Int {
        runNumber += 1
        return runNumber
    }

    func readyCompiler() async throws -> CellCompiler {
        if let compiler { return compiler }
        let making = makingCompiler ?? Task { try await makeCompiler() }
        makingCompiler = making
        // A failure may have passed by the next cell.
        defer { makingCompiler = nil }
        return try await making.value
    }

    private func makeCompiler() async throws -> CellCompiler {
        let toolchain = try Toolchain.find()
        try await installation.checkCompiler(of: toolchain)
        // What is made from here on nobody would remove.
        if isEnding { throw CancellationError() }
        let made = try CellCompiler(
            toolchain: toolchain, folder: folder, moduleFolder: installation.moduleFolder,
            moduleCache: CacheFolder.moduleCache(frontend: toolchain.frontend, fallback: folder))
        compiler = made
        return made
    }
}
