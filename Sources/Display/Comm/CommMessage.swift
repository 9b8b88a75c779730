public import JSONValues

/// What one end of a comm tells the other.
public struct CommMessage: Sendable, Equatable {
    /// The content.
    public var data: [String: JSONValue]
    /// What is told beside it, such as the version of a protocol that runs over the comm.
    public var metadata: [String: JSONValue]
    /// Binary data beside the JSON: the pixels of a picture, the numbers of an array.
    public var buffers: [[UInt8]]

    public init(
        _ data: [String: JSONValue] = [:], metadata: [String: JSONValue] = [:], buffers: [[UInt8]] = []
    ) {
        self.data = data
        self.metadata = metadata
        self.buffers = buffers
    }
}
