import Foundation
import Glibc
import Synchronization
public import WorkerProtocol

/// The process in which cells run, seen from the kernel.
///
/// One run at a time; interrupts and answers may come from anywhere.
public final class Worker: Sendable {
    private struct Run {
        var cell: Int
        var output: any WorkerOutput
        var continuation: CheckedContinuation<RunResult, Never>
    }

    private struct State {
        var run: Run?
        /// Who takes what background tasks still say after their cell ended.
        var lastOutput: (any WorkerOutput)?
        var isReady = false
        var failure: String?
        var waitingForReady: [CheckedContinuation<Void, any Error>] = []
    }

    private let process: WorkerProcess
    private let state = Mutex(State())
    private let writing = Mutex(())

    /// How long an interrupted cell may go on before the worker is given up. The worker itself gives up after 5 s.
    private static let interruptPatience = Duration.seconds(7)

    /// Starts the process; it takes cells once ``ready()`` returned.
    ///
    /// - Parameters:
    ///   - executable: The path of `cuaderno-worker`.
    ///   - library: The path of `libCuaderno.so`.
    /// - Throws: ``WorkerError`` when the process cannot be started.
    public init(executable: String, library: String) throws(WorkerError) {
        let nonce = String(UInt64.random(in: .min ... .max), radix: 36)
        process = try WorkerProcess(executable: executable, arguments: ["--library", library], nonce: nonce)
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
            let failure = state.withLock { state -> String? in
                if let failure = state.failure { return failure }
                state.run = Run(cell: cell, output: output, continuation: continuation)
                state.lastOutput = output
                return nil
            }
            if let failure {
                continuation.resume(returning: .died(reason: failure))
            } else {
                send(frame)
            }
        }
    }

    /// Asks the running cell to stop. One that does not stop costs the worker.
    public func interrupt() {
        guard let cell = state.withLock({ $0.run?.cell }) else { return }
        send(.interrupt(cell: cell))
        Task { [weak self] in
            try? await Task.sleep(for: Self.interruptPatience)
            guard let self, self.state.withLock({ $0.run?.cell }) == cell else { return }
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
            let run = state.withLock { state -> Run? in
                guard state.run?.cell == cell else { return nil }
                defer { state.run = nil }
                return state.run
            }
            run?.continuation.resume(returning: .ended(outcome, fatalText: fatalText))
        case .step(.text(let stream, let text)): output?.text(stream, text)
        case .step(.show(let shown)): output?.show(shown)
        case .step(.clear(let wait)): output?.clear(wait: wait)
        case .frame(.ready): settle(nil)
        case .frame(.unusable(let reason)): settle(reason)
        case .frame(.bound(let name)): output?.bound(name)
        case .frame(.ask(_, let prompt, let isPassword)):
            let output = output
            Task { self.send(.answer(await output?.ask(prompt: prompt, isPassword: isPassword))) }
        case .frame: break
        case .ended(let reason):
            settle(reason)
            let run = state.withLock { state -> Run? in
                defer { state.run = nil }
                return state.run
            }
            run?.continuation.resume(returning: .died(reason: reason))
        }
    }

    private var output: (any WorkerOutput)? { state.withLock { $0.run?.output ?? $0.lastOutput } }

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
