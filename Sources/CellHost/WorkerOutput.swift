public import WorkerProtocol

/// The two streams of text.
public enum TextStream: Sendable, Hashable {
    case standardOutput, standardError
}

/// Takes what a running cell says, in the order in which it said it. All calls but ``ask(prompt:isPassword:)`` come from
/// one thread and must not block for long.
public protocol WorkerOutput: Sendable {
    /// Text that the cell, or a process of its own, wrote.
    func text(_ stream: TextStream, _ text: String)
    /// A picture, a table, a result.
    func show(_ output: ShownOutput)
    /// `clearOutput(wait:)`
    func clear(wait: Bool)
    /// A comm is opened, used or closed.
    func comm(_ frame: CommFrame)
    /// What became of a frontend's message for a comm.
    func received(_ reception: CommReception)
    /// A variable got its value.
    func bound(_ name: BoundName)
    /// The cell waits for a line of the user's. nil: there is none to be had.
    func ask(prompt: String, isPassword: Bool) async -> String?
}

extension WorkerOutput {
    public func comm(_ frame: CommFrame) {}
    public func received(_ reception: CommReception) {}
}

/// How a run of a cell or a command ended.
public enum RunResult: Sendable {
    /// The worker told how. `fatalText` is what the Swift run time printed about a trap, taken out of the cell's text;
    /// `stopSignal` is the signal by which the cell stopped its process, which was then continued.
    case ended(Outcome, fatalText: String, stopSignal: Int32?)
    /// The worker died with the cell; the text says how.
    case died(reason: String)
}
