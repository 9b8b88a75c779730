public import JupyterProtocol

/// Something that a cell shows.
public enum NotebookOutput: Sendable, Equatable {
    /// Printed text.
    case stream(name: String, text: String)
    /// Something shown in several representations, by MIME type.
    case display(data: [String: JSONValue], metadata: [String: JSONValue])
    /// The cell's value.
    case result(data: [String: JSONValue], metadata: [String: JSONValue], executionCount: Int?)
    /// Why the cell failed; the traceback may hold ANSI colours.
    case error(name: String, value: String, traceback: [String])

    /// The representations of what is shown.
    public var data: [String: JSONValue]? {
        switch self {
        case .display(let data, _), .result(let data, _, _): data
        case .stream, .error: nil
        }
    }

    /// What is to be known of the representations.
    public var metadata: [String: JSONValue] {
        switch self {
        case .display(_, let metadata), .result(_, let metadata, _): metadata
        case .stream, .error: [:]
        }
    }
}
