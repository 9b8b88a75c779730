/// Translates between messages and the frames that ZeroMQ carries; knows no sockets.
///
/// `[identity…, <IDS|MSG>, signature, header, parent header, metadata, content, buffer…]`. The signature covers the four frames that
/// follow it; identities and buffers are outside it.
///
/// Source: Jupyter messaging specification, "The wire protocol".
public struct WireCodec: Sendable {
    /// What separates identities from message.
    public static let delimiter = Array("<IDS|MSG>".utf8)
    private static let emptyObject = Array("{}".utf8)

    private let signer: Signer

    public init(signer: Signer) {
        self.signer = signer
    }

    /// The frames of a message.
    public func encode(_ message: Message) -> [[UInt8]] {
        let parts = [
            message.header.json,
            message.parent?.json ?? Self.emptyObject,
            message.metadata.encoded,
            message.content.encoded,
        ]
        var frames = message.identities
        frames.reserveCapacity(frames.count + 6 + message.buffers.count)
        frames.append(Self.delimiter)
        frames.append(signer.signature(of: parts))
        frames.append(contentsOf: parts)
        frames.append(contentsOf: message.buffers)
        return frames
    }

    /// The message of frames that came in. The signature is checked on the bytes as they are, before anything is parsed.
    /// - Parameter replays: what has been received before; a message is added to it once its signature is known to be right.
    /// - Throws: ``WireError``
    public func decode(_ frames: [[UInt8]], replays: inout ReplayGuard) throws(WireError) -> Message {
        guard let delimiter = frames.firstIndex(of: Self.delimiter) else { throw .missingDelimiter }
        let body = frames[(delimiter + 1)...]
        guard body.count >= 5 else { throw .missingFrames(found: body.count) }
        let signature = body[delimiter + 1]
        let parts = body[(delimiter + 2)..<(delimiter + 6)]
        guard signer.isValid(signature, of: parts) else { throw .invalidSignature }
        if signer.isActive, !replays.insert(signature) { throw .replayedSignature }

        let header = try Header(frame: body[delimiter + 2], part: .header)
        let parent = body[delimiter + 3]
        let parentHeader: Header? =
            try JSONValue(object: parent, part: .parentHeader)["msg_id"] == nil
            ? nil : Header(frame: parent, part: .parentHeader)
        return Message(
            identities: Array(frames[..<delimiter]),
            header: header,
            parent: parentHeader,
            metadata: try JSONValue(object: body[delimiter + 4], part: .metadata),
            content: try JSONValue(object: body[delimiter + 5], part: .content),
            buffers: Array(body[(delimiter + 6)...]))
    }
}
