public import JupyterProtocol

/// What may stand at the cursor.
public struct CompletionResult: Sendable, Equatable {
    /// What may stand there, best first.
    public var matches: [Completion]
    /// Where the text that a match replaces begins, in Unicode scalars.
    public var cursorStart: Int
    /// Where the text that a match replaces ends, in Unicode scalars.
    public var cursorEnd: Int
    /// More for frontends that know it.
    public var metadata: [String: JSONValue]

    public init(
        matches: [Completion], cursorStart: Int, cursorEnd: Int, metadata: [String: JSONValue] = [:]
    ) {
        self.matches = matches
        self.cursorStart = cursorStart
        self.cursorEnd = cursorEnd
        self.metadata = metadata
    }

    /// Nothing to offer.
    public static func none(at cursor: Int) -> CompletionResult {
        CompletionResult(matches: [], cursorStart: cursor, cursorEnd: cursor)
    }
}

/// One text that may stand at the cursor.
public struct Completion: Sendable, Equatable, ExpressibleByStringLiteral {
    /// The text.
    public var text: String
    /// What it is, for the icon that JupyterLab shows: `function`, `class`, `instance`, `keyword`, `module`, `path` …
    public var kind: String?
    /// Parameters and type, shown beside the text.
    public var signature: String?

    public init(_ text: String, kind: String? = nil, signature: String? = nil) {
        self.text = text
        self.kind = kind
        self.signature = signature
    }

    public init(stringLiteral text: String) {
        self.init(text)
    }
}
