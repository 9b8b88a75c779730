/// What goes wrong between the kernel and its worker.
public struct WorkerError: Error, CustomStringConvertible, Sendable {
    /// The kind of failure.
    public enum Code: Sendable {
        /// The process could not be started.
        case notStarted
        /// The process started and said that it cannot work.
        case unusable
        /// The process is gone.
        case gone
    }

    /// The kind of failure.
    public let code: Code
    /// What happened, and what to do.
    public let description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
