public import JupyterProtocol

/// A message of a comm, a channel between an object of the kernel and one of a frontend; either side may send each of them.
public struct CommEvent: Sendable, Equatable {
    /// What happens to the comm.
    public enum Kind: Sendable, Equatable {
        /// It is opened, for a target that the other side registered under this name.
        case open(target: String)
        /// It carries data.
        case message
        /// It ends.
        case close
    }

    /// What happens to the comm.
    public var kind: Kind
    /// The comm's id.
    public var id: String
    /// An object.
    public var data: JSONValue
    /// More for the message's metadata, such as the widgets' protocol version. An object.
    public var metadata: JSONValue
    /// Binary data beside the JSON.
    public var buffers: [[UInt8]]

    public init(
        _ kind: Kind, id: String, data: JSONValue = [:], metadata: JSONValue = [:], buffers: [[UInt8]] = []
    ) {
        self.kind = kind
        self.id = id
        self.data = data
        self.metadata = metadata
        self.buffers = buffers
    }
}
