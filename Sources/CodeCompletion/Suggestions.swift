/// What may stand at a place.
public struct Suggestions: Sendable, Equatable {
    /// What may stand there, best first.
    public var items: [Suggestion]
    /// What an item replaces, in UTF-8 bytes of the cell.
    public var range: Range<Int>

    public init(_ items: [Suggestion], replacing range: Range<Int>) {
        self.items = items
        self.range = range
    }
}

/// One text that may stand there.
public struct Suggestion: Sendable, Equatable {
    /// The text.
    public var text: String
    /// What it is, by the words that notebooks' frontends know: `function`, `class`, `instance`, `keyword`, `path`, …
    public var kind: String
    /// Parameters and type; empty where there are none.
    public var signature: String

    public init(_ text: String, kind: String, signature: String = "") {
        self.text = text
        self.kind = kind
        self.signature = signature
    }
}
