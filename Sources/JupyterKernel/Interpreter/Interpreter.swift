/// What a ``Kernel`` runs: the language behind it.
///
/// The kernel does everything that is Jupyter's (queueing, counting, busy and idle, history, silent cells, errors that stop the
/// queue); the interpreter does what is the language's. Its methods may be called from any thread.
public protocol Interpreter: Sendable {
    /// Who this is. Must answer at once, also before ``execute(_:output:)`` is ready to run anything.
    var kernelInfo: KernelInfo { get }

    /// Whether several executions may run at the same time, each in a subshell of its own (JEP 91), up to
    /// ``Kernel/subshellLimit``. The default is false.
    var supportsSubshells: Bool { get }

    /// Runs a cell. The kernel calls it for one cell at a time (one at a time in each subshell).
    ///
    /// Every output that the cell itself made must have been handed to `output` when this returns. A failure is returned, not shown:
    /// the kernel sends the error message.
    func execute(_ request: ExecutionRequest, output: any CellOutput) async -> ExecutionOutcome

    /// Whether the code can be run as it is, for consoles that decide what the enter key does.
    func isComplete(_ code: String) async -> Completeness

    /// Completes the code at the cursor. May be called while a cell runs.
    /// - Parameter cursor: in Unicode scalars, in `0...code.unicodeScalars.count`.
    func complete(_ code: String, cursor: Int) async -> CompletionResult

    /// Describes what stands at the cursor; nil where there is nothing to say. May be called while a cell runs.
    /// - Parameters:
    ///   - cursor: in Unicode scalars, in `0...code.unicodeScalars.count`.
    ///   - detail: 0, or 1 where the user asked for more.
    func inspect(_ code: String, cursor: Int, detail: Int) async -> InspectionResult?

    /// Stops the running cell, whose ``execute(_:output:)`` then returns. May come at any time, also when nothing runs.
    ///
    /// The input that a cell waits for has been cancelled before.
    func interrupt() async

    /// Ends everything, a running cell included. The last call.
    func shutdown(restart: Bool) async

    /// A subshell was deleted, and the cell that it ran has ended.
    func subshellEnded(_ id: String) async

    /// A frontend opened, used or closed a comm. Called for one message after the other, also while cells run, so it should be
    /// quick. By default nobody takes it.
    func receive(_ event: CommEvent, output: any CellOutput) async -> CommHandling
}

extension Interpreter {
    public var supportsSubshells: Bool { false }

    public func subshellEnded(_ id: String) async {}

    public func receive(_ event: CommEvent, output: any CellOutput) async -> CommHandling { .refused }
}
