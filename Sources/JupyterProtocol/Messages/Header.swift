/// The header of a message.
///
/// Source: Jupyter messaging specification 5.5, "Message header".
public struct Header: Sendable, Equatable {
    /// The message's id, unique among all messages.
    public let id: String
    /// The id of the session that the sender has.
    public let session: String
    /// The sender's name.
    public let username: String
    /// When the message was made (ISO 8601).
    public let date: String
    /// What the message is.
    public let type: MessageType
    /// The version of the protocol that the sender speaks.
    public let version: String
    /// The subshell that a request is for (JEP 91); nil for the main shell.
    public let subshell: String?
    /// The header as JSON text. A received header keeps every byte, so that a reply's parent header is exactly what the client sent.
    public let json: [UInt8]

    public init(
        id: String, session: String, username: String, date: String, type: MessageType, version: String,
        subshell: String? = nil
    ) {
        self.id = id
        self.session = session
        self.username = username
        self.date = date
        self.type = type
        self.version = version
        self.subshell = subshell
        json = JSONValue.encoded(
            texts: [
                "date": date, "msg_id": id, "msg_type": type.rawValue, "session": session, "subshell_id": subshell,
                "username": username, "version": version,
            ])
    }

    /// Reads a received header. Id and type must be there; the rest may be missing, as in what old clients send.
    /// - Parameter part: what the frame is, for the error.
    /// - Throws: ``WireError``
    init(frame: [UInt8], part: WireError.Part) throws(WireError) {
        let value = try JSONValue(object: frame, part: part)
        guard let id = value["msg_id"]?.string else { throw .missingField(part, "msg_id") }
        guard let type = value["msg_type"]?.string else { throw .missingField(part, "msg_type") }
        self.id = id
        self.type = MessageType(rawValue: type)
        session = value["session"]?.string ?? ""
        username = value["username"]?.string ?? ""
        date = value["date"]?.string ?? ""
        version = value["version"]?.string ?? ""
        subshell = value["subshell_id"]?.string
        json = frame
    }
}
