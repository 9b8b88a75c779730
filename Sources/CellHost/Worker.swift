import Foundation
import Glibc
import Synchronization
public import WorkerProtocol

/// The process in which cells run, seen from the kernel.
///
/// One run at a time in each lane; interrupts and answers may come from anywhere.
public final class Worker: Sendable {
    private struct Run {
        var continuation: CheckedContinuation<RunResult, Never>
        /// The signal by which the cell stopped the process, which was then continued.
        var stopSignal: Int32?
    }

    private struct State {
        var runs: [Int: Run] = [:]
        var outputs = OutputTable()
        var isReady = false
        /// Whether somebody looks for runs that stop the process.
        var isWatched = false
        var failure: String?
        /// The runs that an interrupt was meant for before they came.
        var interruptedCells: Set<Int> = []
        var waitingForReady: [CheckedContinuation<Void, any Error>] = []
    }

    private let process: WorkerProcess
    private let onEnd: @Sendable (Worker, String) -> Void
    private let state = Mutex(State())
    private let writing = Mutex(())

    /// How long an interrupted cell may go on before the worker is given up. The worker itself gives up after 5 s.
    private static let interruptPatience = Duration.seconds(7)
    /// How often a run is looked at for having stopped its process.
    private static let stopInterval = Duration.milliseconds(250)

    /// Starts the process; it takes cells once ``ready()`` returned.
    ///
    /// - Parameters:
    ///   - executable: The path of `cuaderno-worker`.
    ///   - library: The path of `libCuaderno.so`.
    ///   - leftovers: Files and folders that the worker removes when this process is killed.
    ///   - onEnd: Called once when the process is gone, with how it ended.
    /// - Throws: ``WorkerError`` when the process cannot be started.
    public init(
        executable: String, library: String, leftovers: [String] = [],
        onEnd: @escaping @Sendable (Worker, String) -> Void = { _, _ in }
    ) throws(WorkerError) {
        let nonce = String(UInt64.random(in: .min ... .max), radix: 36)
        let arguments = ["--library", library] + leftovers.flatMap { ["--remove", $0] }
        process = try WorkerProcess(executable: executable, arguments: arguments, nonce: nonce)
        self.onEnd = onEnd
        let reader = WorkerReader(process: process, nonce: nonce) { [weak self] event in self?.take(event) }
        // The reader is handed over to its thread and not touched by any other.
        nonisolated(unsafe) let handedOver = reader
        let thread = Thread { handedOver.run() }
        thread.name = "worker-reader"
        thread.start()
    }

    /// The process's number.
    public var pid: Int32 { process.pid }

    /// False once the process is gone.
    public var isAlive: Bool { state.withLock { $0.failure == nil } }

    /// How the process ended; empty while it is there.
    public var ending: String { state.withLock { $0.failure ?? "" } }

    /// Whether it ever took cells.
    public var wasReady: Bool { state.withLock { $0.isReady } }

    /// Returns when the worker takes cells.
    ///
    /// - Throws: ``WorkerError`` when it says that it cannot, or dies before.
    public func ready() async throws {
        try await withCheckedThrowingContinuation { continuation in
            let answer: Result<Void, WorkerError>? = state.withLock { state in
                if let failure = state.failure { return .failure(WorkerError(.unusable, failure)) }
                if state.isReady { return .success(()) }
                state.waitingForReady.append(continuation)
                return nil
            }
            if let answer { continuation.resume(with: answer.mapError { $0 }) }
        }
    }

    /// Runs a cell or a command and returns when all its output was handed to `output`.
    public func run(_ frame: HostFrame, cell: Int, output: any WorkerOutput) async -> RunResult {
        await withCheckedContinuation { continuation in
            let (failure, isInterrupted, isWatched) = state.withLock { state -> (String?, Bool, Bool) in
                if let failure = state.failure { return (failure, false, false) }
                state.runs[cell] = Run(continuation: continuation)
                state.outputs.add(output, for: cell)
                defer { state.isWatched = true }
                return (nil, state.interruptedCells.remove(cell) != nil, state.isWatched)
            }
            if let failure { return continuation.resume(returning: .died(reason: failure)) }
            send(frame)
            if !isWatched { Task { await continueIfStopped() } }
            if isInterrupted { interrupt(cell) }
        }
    }

    /// A cell that sends SIGSTOP to its own process stops the session with it: it is continued, and the cell ended.
    ///
    /// One watch serves the runs that follow each other; it ends when it meets none.
    private func continueIfStopped() async {
        while true {
            try? await Task.sleep(for: Self.stopInterval)
            let isOver = state.withLock { state in
                state.isWatched = !state.runs.isEmpty
                return state.runs.isEmpty
            }
            if isOver { return }
            guard let signal = process.continueIfStopped() else { continue }
            // Which of them did it cannot be told.
            let cells = state.withLock { state in
                for cell in state.runs.keys { state.runs[cell]?.stopSignal = signal }
                return Array(state.runs.keys)
            }
            for cell in cells { interrupt(cell) }
        }
    }

    /// Asks a run to stop, also where it is only about to begin. One that does not stop costs the worker.
    public func interrupt(_ cell: Int) {
        let isRunning = state.withLock { state in
            guard state.runs[cell] == nil else { return true }
            // One that never came is of no interest any more.
            if state.interruptedCells.count > 100 { state.interruptedCells.removeAll() }
            state.interruptedCells.insert(cell)
            return false
        }
        guard isRunning else { return }
        send(.interrupt(cell: cell))
        Task { [weak self] in
            try? await Task.sleep(for: Self.interruptPatience)
            guard let self, self.state.withLock({ $0.runs[cell] }) != nil else { return }
            self.process.killNow()
        }
    }

    /// Ends the process.
    public func terminate() {
        send(.shutdown)
        process.killNow()
    }

    private func send(_ frame: HostFrame) {
        guard let bytes = try? FrameCodec.encode(frame) else { return }
        writing.withLock { _ in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.send(process.socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if count < 0, errno == EINTR { continue }
                // A worker that is gone is told by the reader.
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    private func take(_ event: WorkerReader.Event) {
        switch event {
        case .step(.finished(let cell, let outcome, let fatalText)):
            let run = state.withLock { $0.runs.removeValue(forKey: cell) }
            run?.continuation.resume(
                returning: .ended(outcome, fatalText: fatalText, stopSignal: run?.stopSignal))
        case .step(.text(let stream, let text, let cell)): output(of: cell)?.text(stream, text)
        case .step(.show(let shown)): output(of: shown.cell)?.show(shown)
        case .step(.clear(let cell, let wait)): output(of: cell)?.clear(wait: wait)
        case .frame(.ready): settle(nil)
        case .frame(.unusable(let reason)): settle(reason)
        case .step(.comm(let cell, let frame)): output(of: cell)?.comm(frame)
        case .frame(.commReception(let cell, let reception)): output(of: cell)?.received(reception)
        case .frame(.bound(let name)): output(of: name.cell)?.bound(name)
        case .frame(.ask(let cell, let prompt, let isPassword)):
            let output = output(of: cell)
            Task { self.send(.answer(await output?.ask(prompt: prompt, isPassword: isPassword))) }
        case .frame: break
        case .ended(let reason):
            settle(reason)
            let runs = state.withLock { state in
                defer { state.runs = [:] }
                return state.runs
            }
            for run in runs.values { run.continuation.resume(returning: .died(reason: reason)) }
            onEnd(self, reason)
        }
    }

    private func output(of cell: Int) -> (any WorkerOutput)? { state.withLock { $0.outputs.output(of: cell) } }

    /// Tells those who wait for the worker that it is ready, or why it is not.
    private func settle(_ failure: String?) {
        let waiting = state.withLock { state in
            if let failure { state.failure = state.failure ?? failure } else { state.isReady = true }
            defer { state.waitingForReady = [] }
            return state.waitingForReady
        }
        for continuation in waiting {
            if let failure {
                continuation.resume(throwing: WorkerError(.unusable, failure))
            } else {
                continuation.resume()
            }
        }
    }
}
