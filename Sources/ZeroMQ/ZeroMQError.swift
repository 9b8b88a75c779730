import CZeroMQ

/// A failed call to ZeroMQ.
public struct ZeroMQError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The `errno` value, one of the system's or of ZeroMQ's own.
    public let code: Int32
    /// What was being done, for people: `bind tcp://127.0.0.1:5555`.
    public let operation: String

    /// - Parameters:
    ///   - code: the `errno` value.
    ///   - operation: what was being done, for people.
    public init(code: Int32, operation: String) {
        self.code = code
        self.operation = operation
    }

    /// What ZeroMQ says about the code.
    public var message: String {
        String(cString: zmq_strerror(code))
    }

    public var description: String {
        "\(operation): \(message)"
    }

    /// The error of the call that just failed on this thread.
    static func last(_ operation: @autoclosure () -> String) -> ZeroMQError {
        ZeroMQError(code: zmq_errno(), operation: operation())
    }
}
