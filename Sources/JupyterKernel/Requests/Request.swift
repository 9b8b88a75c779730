import JupyterProtocol

/// A request and the channel on which its reply is due.
struct Request: Sendable {
    let message: Message
    let channel: Channel
    /// When it arrived.
    let arrival = ContinuousClock.now

    var header: Header { message.header }
    var content: JSONValue { message.content }
}

/// A request whose content is not what the specification wants.
struct MalformedRequest: Error {
    let message: String

    init(_ type: MessageType, field: String, expected: String, given: JSONValue?) {
        message =
            "\(type): the content has "
            + (given.map { "\"\(field)\": \($0)" } ?? "no \"\(field)\"") + ", where \(expected) was expected"
    }
}

extension Request {
    func text(_ field: String, default: String? = nil) throws(MalformedRequest) -> String {
        switch content[field] {
        case .string(let text)?: return text
        case nil where `default` != nil: return `default` ?? ""
        case let given: throw MalformedRequest(header.type, field: field, expected: "a string", given: given)
        }
    }

    func flag(_ field: String, default: Bool) throws(MalformedRequest) -> Bool {
        switch content[field] {
        case .bool(let value)?: return value
        case nil: return `default`
        case let given: throw MalformedRequest(header.type, field: field, expected: "true or false", given: given)
        }
    }

    /// A whole number; nil where there is none, or null.
    func integer(_ field: String) throws(MalformedRequest) -> Int? {
        switch content[field] {
        case nil, .null?: return nil
        case let given?:
            guard let value = given.integer else {
                throw MalformedRequest(header.type, field: field, expected: "a whole number", given: given)
            }
            return value
        }
    }

    /// `cursor_pos` in Unicode scalars, inside the code; its end where the client sends none.
    func cursor(in code: String) throws(MalformedRequest) -> Int {
        let count = code.unicodeScalars.count
        return min(max(try integer("cursor_pos") ?? count, 0), count)
    }
}
