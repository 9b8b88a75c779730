import Spelling

/// A command that cannot do what it was asked: what was given, what was expected, what to do.
public struct LabError: Error, Sendable, Equatable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) { self.message = message }

    public var description: String { message }

    /// A name that is not there: the nearest one that is, and all of them.
    static func unknown(_ what: String, _ name: String, known: [String], hint: String) -> LabError {
        var message = "there is no \(what) named \"\(name)\""
        if let near = Spelling.nearest(to: name, in: known) {
            message += "; did you mean \"\(near)\"?"
        } else {
            message += "."
        }
        if known.isEmpty {
            message += " \(hint)"
        } else {
            message += " There \(known.count == 1 ? "is" : "are"): \(known.joined(separator: ", "))."
        }
        return LabError(message)
    }
}
