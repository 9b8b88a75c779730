import Display
import JSONValues
import WorkerProtocol

extension CommFrame {
    /// What the session tells the frontend.
    init(_ event: CommEvent) {
        let (kind, target): (Kind, String) =
            switch event.kind {
            case .open(let target): (.open, target)
            case .message: (.message, "")
            case .close: (.close, "")
            }
        self.init(
            kind, id: event.id, target: target, data: JSONValue.object(event.message.data).description,
            metadata: JSONValue.object(event.message.metadata).description,
            buffers: event.message.buffers)
    }

    /// What the frontend tells the session.
    var event: CommEvent {
        let kind: CommEvent.Kind =
            switch kind {
            case .open: .open(target: target)
            case .message: .message
            case .close: .close
            }
        return CommEvent(
            kind, id: id,
            message: CommMessage(Self.members(of: data), metadata: Self.members(of: metadata), buffers: buffers))
    }

    /// A frontend may send something else than an object, which nobody can then ask for its members.
    private static func members(of text: String) -> [String: JSONValue] {
        (try? JSONValue(parsing: Array(text.utf8)))?.object ?? [:]
    }
}
