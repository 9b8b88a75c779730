/// The type of a message. Any text is allowed: kernels have to ignore the types that they do not know.
public struct MessageType: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The type as it is on the wire: `execute_request`.
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { self.rawValue = value }

    public var description: String { rawValue }

    /// The type of the reply to a request: `execute_request` gives `execute_reply`. Nil where this is no request.
    public var reply: MessageType? {
        guard rawValue.hasSuffix("_request") else { return nil }
        return MessageType(rawValue: rawValue.dropLast("request".count) + "reply")
    }
}
