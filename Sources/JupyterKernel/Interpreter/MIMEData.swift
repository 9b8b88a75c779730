public import JupyterProtocol

/// One thing in several representations, by MIME type.
public struct MIMEData: Sendable, Equatable {
    /// MIME type to representation: text, base64 for binary types, JSON for `application/json` and its relatives.
    public var data: [String: JSONValue]
    /// MIME type to what a frontend should know of it, such as `{"width": 640}`.
    public var metadata: [String: JSONValue]

    public init(data: [String: JSONValue], metadata: [String: JSONValue] = [:]) {
        self.data = data
        self.metadata = metadata
    }

    /// Plain text alone.
    public init(text: String) {
        self.init(data: ["text/plain": .string(text)])
    }
}
