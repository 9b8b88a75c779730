/// A connection file that cannot be used.
public struct ConnectionFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Error, Sendable, Equatable {
        /// The file cannot be read; the text is the system's.
        case unreadable(String)
        /// It is no JSON object.
        case malformed(String)
        /// A field is not there.
        case missingField(String)
        /// A field has not the expected value.
        case invalidField(_ name: String, _ expected: String, _ given: JSONValue)
    }

    /// The file.
    public let path: String
    /// What is wrong.
    public let reason: Reason

    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    public var description: String {
        let problem =
            switch reason {
            case .unreadable(let message): "cannot be read: \(message)"
            case .malformed(let message): "is malformed: \(message)"
            case .missingField(let name): "has no field \"\(name)\""
            case .invalidField(let name, let expected, let given):
                "has \"\(name)\": \(given), where \(expected) was expected"
            }
        return "The connection file \(path) \(problem). "
            + "Jupyter writes such a file when it starts a kernel: start the kernel from Jupyter."
    }
}
