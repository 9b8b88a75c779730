/// Frames that are not a message of the protocol, or not one of somebody who has the key.
public enum WireError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A part of a message.
    public enum Part: String, Sendable {
        case header
        case parentHeader = "parent header"
        case metadata
        case content
    }

    /// There is no `<IDS|MSG>`.
    case missingDelimiter
    /// Signature, header, parent header, metadata and content have to follow the delimiter.
    case missingFrames(found: Int)
    /// The signature is not that of the frames.
    case invalidSignature
    /// A message with this signature has come before.
    case replayedSignature
    /// A part is not JSON.
    case invalidJSON(Part, JSONError)
    /// A part is JSON, but no object.
    case notAnObject(Part)
    /// A part lacks a field, or the field is no text.
    case missingField(Part, String)

    public var description: String {
        switch self {
        case .missingDelimiter: "the message has no <IDS|MSG> delimiter"
        case .missingFrames(let found): "the message has \(found) of the 5 frames that follow the delimiter"
        case .invalidSignature: "the message's signature is wrong: its sender does not have the connection's key"
        case .replayedSignature: "the message's signature has been used before"
        case .invalidJSON(let part, let error): "the message's \(part.rawValue) is \(error)"
        case .notAnObject(let part): "the message's \(part.rawValue) is no JSON object"
        case .missingField(let part, let name): "the message's \(part.rawValue) has no text \"\(name)\""
        }
    }
}

extension JSONValue {
    /// Reads a frame that has to hold an object.
    init(object frame: [UInt8], part: WireError.Part) throws(WireError) {
        do throws(JSONError) {
            try self.init(parsing: frame)
        } catch {
            throw .invalidJSON(part, error)
        }
        guard case .object = self else { throw .notAnObject(part) }
    }
}
