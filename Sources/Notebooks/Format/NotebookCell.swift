public import JupyterProtocol

/// A cell of a notebook.
public struct NotebookCell: Sendable, Equatable {
    /// What a cell holds.
    public enum Kind: String, Sendable {
        case markdown, code
        /// Text for another program, which no page shows.
        case raw
    }

    public var kind: Kind
    /// Unique in the notebook.
    public var id: String
    public var source: String
    public var metadata: [String: JSONValue]
    /// The pictures that were pasted into prose: name to MIME type to base64.
    public var attachments: [String: JSONValue]
    /// What a code cell shows.
    public var outputs: [NotebookOutput]
    /// The number in `In[n]`; nil for a cell that did not run.
    public var executionCount: Int?

    public init(
        _ kind: Kind, id: String = "", source: String, metadata: [String: JSONValue] = [:],
        attachments: [String: JSONValue] = [:], outputs: [NotebookOutput] = [], executionCount: Int? = nil
    ) {
        self.kind = kind
        self.id = id
        self.source = source
        self.metadata = metadata
        self.attachments = attachments
        self.outputs = outputs
        self.executionCount = executionCount
    }

    /// The words by which authors mark cells.
    public var tags: [String] {
        get { metadata["tags"]?.array?.compactMap(\.string) ?? [] }
        set { metadata["tags"] = .array(newValue.map(JSONValue.string)) }
    }
}
