/// A message of the Jupyter protocol.
public struct Message: Sendable, Equatable {
    /// Where it came from or goes to: a router's identities, or the topic of a published message.
    public var identities: [[UInt8]]
    /// Who says what.
    public var header: Header
    /// The header of the message that this one answers or belongs to; nil (`{}` on the wire) where there is none.
    public var parent: Header?
    /// An object with what is not part of the content.
    public var metadata: JSONValue
    /// An object; its members depend on the type.
    public var content: JSONValue
    /// Binary data that belongs to the content.
    public var buffers: [[UInt8]]

    public init(
        identities: [[UInt8]] = [], header: Header, parent: Header? = nil, metadata: JSONValue = [:],
        content: JSONValue = [:], buffers: [[UInt8]] = []
    ) {
        self.identities = identities
        self.header = header
        self.parent = parent
        self.metadata = metadata
        self.content = content
        self.buffers = buffers
    }
}
