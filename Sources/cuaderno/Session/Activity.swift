import CellCompiler
import CellHost
import Synchronization
import WorkerProtocol

/// A cell, or a frontend's message, that the session works for. Several can be at work, each in a lane of its own.
final class Activity: Sendable {
    /// The one that the calling task belongs to; nil: none.
    @TaskLocal static var current: Activity?

    private struct State {
        var isInterrupted: Bool
        var compilation: Task<CompilationResult, any Error>?
        /// What the worker runs for it.
        var run: Int?
        var spent = TimeSpent()
    }

    /// Where the worker runs it.
    let lane: Int
    private let state: Mutex<State>

    /// - Parameter isInterrupted: an interrupt may have been quicker than the cell.
    init(lane: Int, isInterrupted: Bool = false) {
        self.lane = lane
        state = Mutex(State(isInterrupted: isInterrupted))
    }

    var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

    /// The time that it took since this was set to zero.
    var spent: TimeSpent {
        get { state.withLock { $0.spent } }
        set { state.withLock { $0.spent = newValue } }
    }

    /// What an interrupt cancels; nil when it is over.
    func set(_ compilation: Task<CompilationResult, any Error>?) {
        state.withLock { $0.compilation = compilation }
    }

    /// What an interrupt stops; nil when it is over.
    func set(run: Int?) {
        state.withLock { $0.run = run }
    }

    /// Stops what it does, wherever that is.
    func interrupt(_ worker: Worker?) {
        let (compilation, run) = state.withLock { state in
            state.isInterrupted = true
            return (state.compilation, state.run)
        }
        compilation?.cancel()
        if let run { worker?.interrupt(run) }
    }
}
