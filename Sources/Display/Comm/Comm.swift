public import JSONValues

/// A channel between the session and an object of the frontend, such as a widget.
///
/// ```swift
/// let comm = Comm.open(target: "chat", data: ["room": 7])
/// comm.onMessage { message in print(message.data["text"]?.string ?? "") }
/// try comm.send(["text": "hello"])
/// ```
/// Both ends may open one, send, and close. A frontend has code for the names of its targets ("jupyter.widget" is that of
/// ipywidgets); ``register(target:_:)`` gives the session targets of its own.
///
/// Source: the Jupyter messaging specification, "Custom Messages".
public struct Comm: Sendable, Hashable, Identifiable {
    /// What both ends call this comm.
    public let id: String
    /// The name by which the other end knew what to do with it.
    public let target: String

    init(id: String, target: String) {
        self.id = id
        self.target = target
    }

    /// Opens a comm to the frontend. One that knows no such target closes it, which is told as any close is.
    ///
    /// - Parameters:
    ///   - target: the name under which the frontend's code waits for comms.
    ///   - data: what that code is to know from the beginning.
    ///   - metadata: what is told beside it; widgets tell the version of their protocol here.
    ///   - buffers: binary data.
    public static func open(
        target: String, data: [String: JSONValue] = [:], metadata: [String: JSONValue] = [:], buffers: [[UInt8]] = []
    ) -> Comm {
        let comm = Comm(id: CommIdentifier.make(), target: target)
        CommCenter.add(comm)
        comm.tell(.open(target: target), CommMessage(data, metadata: metadata, buffers: buffers))
        return comm
    }

    /// False once either end has closed it.
    public var isOpen: Bool { CommCenter.isOpen(id) }

    /// Sends a message to the frontend.
    ///
    /// - Throws: ``CommError`` where the comm is closed.
    public func send(
        _ data: [String: JSONValue], metadata: [String: JSONValue] = [:], buffers: [[UInt8]] = []
    ) throws(CommError) {
        guard isOpen else { throw .closed(self) }
        tell(.message, CommMessage(data, metadata: metadata, buffers: buffers))
    }

    /// Closes the comm; one that is closed stays as it is.
    public func close(
        _ data: [String: JSONValue] = [:], metadata: [String: JSONValue] = [:], buffers: [[UInt8]] = []
    ) {
        guard CommCenter.remove(id) else { return }
        tell(.close, CommMessage(data, metadata: metadata, buffers: buffers))
    }

    private func tell(_ kind: CommEvent.Kind, _ message: CommMessage) {
        DisplayCenter.sink.send(CommEvent(kind, id: id, message: message))
    }
}
