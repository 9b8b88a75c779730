import CCellRuntime
import Foundation
import Glibc
import Synchronization
import WorkerProtocol

/// Reads frames and events, and decides what they mean.
///
/// Runs on a thread of its own that takes no lock which a cell could hold, and lives on its stack: what lies on the heap may
/// have a neighbour that a cell overruns.
struct ControlLoop {
    /// The status of a worker that gives itself up because a cell cannot be stopped.
    static let unstoppableStatus: Int32 = 86

    private let channel = FrameChannel.shared
    private let command: CRCommand
    private let release: CRCommand
    private let comm: CRCommand
    private let kernelDeath: KernelDeath
    private var splitter = FrameSplitter()
    /// What runs, by its number.
    private var executions: [Int: Execution] = [:]
    private var leftovers = Leftovers()
    /// The last cells that ended by a trap or an exit: that a second thread of theirs met the same is no news.
    private var trapped: [Int] = []
    private static let trappedCapacity = 64

    private init(_ settings: Settings) {
        command = settings.command
        release = settings.release
        comm = settings.comm
        kernelDeath = KernelDeath(leaving: settings.leftovers)
    }

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - library: Runs commands, gives values back and takes frontends' messages.
    ///   - leftovers: What is to be removed when the kernel was killed.
    static func start(library: EngineLibrary, leftovers: [String]) {
        // A service's body takes no argument.
        ControlLoop.settings.withLock {
            $0 = Settings(
                command: library.command, release: library.release, comm: library.comm, leftovers: leftovers)
        }
        CRStartService {
            guard let settings = ControlLoop.settings.withLock({ $0 }) else { return }
            var loop = ControlLoop(settings)
            loop.run()
        }
    }

    private struct Settings {
        let command: CRCommand
        let release: CRCommand
        let comm: CRCommand
        let leftovers: [String]
    }

    private static let settings = Mutex<Settings?>(nil)

    private mutating func run() {
        warmUp()
        CRStartCellThread(0)
        channel.send(.ready(pid: getpid()))
        var descriptors = [CREventDescriptor(), channel.socket]
            .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while true {
            poll(&descriptors, 2, timeout)
            // Events first: an interrupt that crosses the end of its cell is void.
            while let event = Event.next() { take(event) }
            if descriptors[1].revents != 0 { readFrames() }
            tick()
        }
    }

    private var timeout: Int32 {
        if isStopping { return 1 }
        if executions.values.contains(where: { $0.trap != nil }) { return 20 }
        return leftovers.interval ?? -1
    }

    private var isStopping: Bool { executions.values.contains { $0.stop != nil } }

    /// Lets the run time build what JSON needs before a cell runs: the first interrupt does not wait for it, and what the run
    /// time keeps for all of us does not lie beside the first cell's memory.
    private func warmUp() {
        for frame in [HostFrame.interrupt(cell: 0), .answer(nil)] {
            guard let bytes = try? FrameCodec.encode(frame) else { continue }
            _ = try? FrameCodec.decode(HostFrame.self, from: bytes.dropFirst(4))
        }
    }

    private mutating func tick() {
        leftovers.stopThreads()
        for execution in executions.values {
            if execution.stop != nil {
                continueStop(execution)
            } else if execution.trap != nil {
                lookForEnd(execution)
            }
        }
    }

    // MARK: Frames

    private mutating func readFrames() {
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            count = max(0, read(channel.socket, buffer.baseAddress, buffer.count))
        }
        // The kernel is gone, and with it the reason to be here.
        guard !bytes.isEmpty else { kernelDeath.follow() }
        splitter.append(bytes)
        do {
            while let body = try splitter.next() { take(try FrameCodec.decode(HostFrame.self, from: body)) }
        } catch {
            channel.note("The kernel sent what this worker does not understand: \(error)")
            CREndGroup()
        }
    }

    private mutating func take(_ frame: HostFrame) {
        switch frame {
        case .run(let run):
            begin(run.cell)
            executions[run.cell]?.namesExit = run.namesExit
            CRRunCell(
                Int32(run.lane), Int64(run.cell), run.library, run.entryPoint,
                Self.lines(run.variables.map { ($0.key, $0.value) }),
                Self.lines(run.conformances.map { ($0.old, $0.new) }))
        case .command(let run):
            begin(run.cell)
            call(command, run, cell: run.cell, lane: run.lane)
        case .release(let run):
            begin(run.cell)
            call(release, run, cell: run.cell, lane: run.lane)
        case .comm(let run):
            begin(run.cell)
            call(comm, run, cell: run.cell, lane: run.lane)
        case .interrupt(let cell):
            guard let execution = executions[cell], execution.stop == nil else { return }
            CRRaiseInterruptFlag()
            executions[cell]?.stop = Stop(isCancelling: CRCancelRoot(Int64(cell)))
        case .answer(let text):
            CRAnswer(text)
        case .shutdown:
            CREndGroup()
        }
    }

    /// Calls a function of the library on the lane's thread.
    private func call(_ function: CRCommand, _ run: some Frame, cell: Int, lane: Int) {
        (run.compactForm ?? []).withUnsafeBytes { bytes in
            guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
            CRRunCommand(Int32(lane), Int64(cell), function, start, bytes.count)
        }
    }

    private static func lines(_ pairs: [(String, String)]) -> String {
        pairs.map { "\($0)\t\($1)\n" }.joined()
    }

    private mutating func begin(_ cell: Int) {
        channel.restoreStreams()
        CRMarkBeginning(Int64(cell))
        // The flag is everybody's, and whoever is being stopped may not have seen it yet.
        if !isStopping { CRLowerInterruptFlag() }
        executions[cell] = Execution(cell: cell)
    }

    // MARK: Events

    private mutating func take(_ event: Event) {
        event.replaceThread()
        if event.isStoppedWorker { leftovers.parked(event.cell) }
        guard let execution = executions[event.cell] else {
            if let note = event.backgroundNote, !trapped.contains(event.cell) {
                channel.note(note, cell: event.cell)
            }
            return
        }
        switch event.kind {
        case CREventCompleted:
            // An event with a trace was a call of `exit`.
            let isDoubtful = execution.namesExit && event.endsThread
            finish(
                execution,
                execution.trap.map { .trapped($0) } ?? (isDoubtful ? .exitedAtEnd(trace: event.trace) : .completed))
        case CREventCommandEnded:
            finish(execution, event.message.map { .commandFailed(message: $0) } ?? .completed)
        case CREventUnloadable:
            finish(execution, .unloadable(reason: event.message ?? "the loader gives no reason"))
        case CREventThrew:
            finish(execution, thrown(event, in: execution))
        case CREventExited:
            leave(execution, .exited(code: event.code, call: event.message ?? "exit", trace: event.trace), at: event)
        case CREventTrapped:
            if event.isMainCourse {
                finish(execution, .trapped(event.trap))
            } else if execution.trap == nil {
                executions[event.cell]?.trap = event.trap
                channel.send(.trapped(cell: event.cell))
            }
        case CREventStopped:
            if event.isCellThread {
                leftovers.add(event.cell)
                finish(execution, execution.stop?.outcome ?? .interrupted(trace: event.trace))
            } else {
                executions[event.cell]?.stop?.trace = event.trace
            }
        default: break
        }
    }

    private func thrown(_ event: Event, in execution: Execution) -> Outcome {
        // What an interrupted `try await` throws is the interrupt itself.
        if execution.stop != nil, event.type == "\(CancellationError.self)" { return .interrupted(trace: event.trace) }
        return .threw(type: event.type ?? "Error", message: event.message ?? "", trace: event.trace)
    }

    /// `exit` ends everything that the cell does, whichever thread called it.
    private mutating func leave(_ execution: Execution, _ outcome: Outcome, at event: Event) {
        if event.isCellThread {
            CRDropJobs(Int64(event.cell))
            leftovers.add(event.cell)
            finish(execution, outcome)
        } else {
            executions[event.cell]?.stop = Stop(outcome: outcome, isCancelling: false)
        }
    }

    private mutating func finish(_ execution: Execution, _ outcome: Outcome) {
        let cell = execution.cell
        executions[cell] = nil
        switch outcome {
        case .trapped, .dropped, .exited: trapped = (trapped + [cell]).suffix(Self.trappedCapacity)
        default: break
        }
        CRCellFinished(Int64(cell))
        CRMarkEnd(Int64(cell))
        channel.send(.finished(cell: cell, outcome))
    }

    // MARK: Ends that do not come by themselves

    private mutating func continueStop(_ execution: Execution) {
        guard var stop = execution.stop else { return }
        guard !stop.isGraceful(isActive: CRCellIsActive(Int64(execution.cell))) else { return }
        guard stop.elapsed < Stop.limit else { CREndProcess(Self.unstoppableStatus) }
        if !stop.hasDroppedJobs {
            CRDropJobs(Int64(execution.cell))
            stop.hasDroppedJobs = true
        }
        let state = CRStopThreads(Int64(execution.cell), stop.level.value)
        if state.isInEngine { stop.lastSeenInEngine = .now }
        executions[execution.cell]?.stop = stop
        guard !state.cellThreadIsBusy else { return }
        leftovers.add(execution.cell)
        finish(execution, stop.outcome ?? .interrupted(trace: stop.trace))
    }

    /// A cell that waits for a task which trapped never finishes by itself.
    private mutating func lookForEnd(_ execution: Execution) {
        guard let trap = execution.trap else { return }
        guard !CRCellIsActive(Int64(execution.cell)) else {
            executions[execution.cell]?.quietSince = nil
            return
        }
        guard let since = execution.quietSince else {
            executions[execution.cell]?.quietSince = .now
            return
        }
        if ContinuousClock.now - since >= Execution.quietLimit {
            executions[execution.cell]?.stop = Stop(outcome: .dropped(trap), isCancelling: false)
        }
    }
}

extension Stop.Level {
    fileprivate var value: CRStopLevel {
        switch self {
        case .probe: CRStopProbe
        case .gentle: CRStopGentle
        case .inLibraries: CRStopInLibraries
        case .inEngine: CRStopInEngine
        }
    }
}
