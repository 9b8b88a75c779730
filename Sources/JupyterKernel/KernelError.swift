/// Why a kernel cannot start or go on.
public struct KernelError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: Sendable, Equatable {
        /// An endpoint of the connection file is taken, or cannot be listened at.
        case cannotListen
        /// The system gives no thread, descriptor or memory.
        case systemResources
        /// ZeroMQ failed in the middle of the work.
        case transport
    }

    /// The kind of failure.
    public let code: Code
    /// What happened, and what to do about it.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
