/// What is shown of a name: as Markdown, and as plain text.
public struct Explanation: Sendable, Equatable {
    public var markdown: String
    public var text: String

    public init(markdown: String, text: String) {
        self.markdown = markdown
        self.text = text
    }

    /// Text whose columns matter.
    init(plain text: String) {
        self.init(markdown: "```text\n\(text)\n```", text: text)
    }
}
