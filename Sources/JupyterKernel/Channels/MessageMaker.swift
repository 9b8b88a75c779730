import JupyterProtocol

/// Makes the frames of the kernel's own messages; usable from any thread.
struct MessageMaker: Sendable {
    let session: Session
    let codec: WireCodec

    /// The frames of a published message. Its topic is `kernel.<session>.<type>`.
    func published(
        _ type: MessageType, _ content: JSONValue, parent: Header?, metadata: JSONValue = [:], buffers: [[UInt8]] = []
    ) -> [[UInt8]] {
        codec.encode(
            session.message(
                type, content: content, parent: parent, identities: [Array("kernel.\(session.id).\(type)".utf8)],
                metadata: metadata, buffers: buffers))
    }

    /// The frames of a message to the sender of `request`.
    func answer(
        _ type: MessageType, _ content: JSONValue, to request: Message, metadata: JSONValue = [:]
    ) -> [[UInt8]] {
        codec.encode(
            session.message(
                type, content: content, parent: request.header, identities: request.identities, metadata: metadata))
    }

    /// The frames of a state, `busy` or `idle`.
    func status(_ state: String, parent: Header?) -> [[UInt8]] {
        published("status", ["execution_state": .string(state)], parent: parent)
    }

    /// The answer to a new subscription (JEP 65): only those that subscribed to the topic receive it.
    func welcome(topic: [UInt8]) -> [[UInt8]] {
        codec.encode(
            session.message(
                "iopub_welcome", content: ["subscription": .string(String(decoding: topic, as: UTF8.self))],
                identities: topic.isEmpty ? [] : [topic]))
    }
}
