/// A comm cannot be used.
public struct CommError: Error, Sendable, Equatable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) { self.message = message }

    static func closed(_ comm: Comm) -> CommError {
        CommError(
            "This comm to \"\(comm.target)\" is closed: `close()` was called, the frontend closed it, or the session began "
                + "anew. Open another one with Comm.open(target:).")
    }

    public var description: String { message }
}
