import Synchronization

/// Makes the messages of one side of a connection: one session id, and a fresh id for each message.
public final class Session: Sendable {
    /// The version of the protocol that is spoken here.
    public static let protocolVersion = "5.5"

    /// The session's id: 32 hexadecimal digits.
    public let id: String
    /// The name in the headers.
    public let username: String
    private let count = Atomic<Int>(0)

    public init(username: String) {
        self.id = Self.uniqueID()
        self.username = username
    }

    /// 128 random bits in hexadecimal.
    public static func uniqueID() -> String {
        // The system's generator: ids must differ between processes, unlike numbers that somebody wants to see again.
        (0..<2).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// A header for a new message.
    public func header(_ type: MessageType) -> Header {
        let number = count.wrappingAdd(1, ordering: .relaxed).newValue
        return Header(
            id: "\(id)_\(number)", session: id, username: username, date: Timestamp.now().description, type: type,
            version: Self.protocolVersion)
    }

    /// A new message.
    public func message(
        _ type: MessageType, content: JSONValue, parent: Header? = nil, identities: [[UInt8]] = [],
        metadata: JSONValue = [:], buffers: [[UInt8]] = []
    ) -> Message {
        Message(
            identities: identities, header: header(type), parent: parent, metadata: metadata, content: content,
            buffers: buffers)
    }
}
