/// A parameter as the command line gives it: `name=value`.
public struct ParameterAssignment: Sendable, Equatable {
    /// The variable.
    public let name: String
    /// What stood behind the sign.
    public let value: String

    /// Nil where the text has no `=`, or no name that a Swift variable may have before it.
    public init?(_ text: String) {
        guard let sign = text.firstIndex(of: "="),
            text[..<sign].wholeMatch(of: /[\p{L}_][\p{L}\p{N}_]*/) != nil
        else { return nil }
        name = String(text[..<sign])
        value = String(text[text.index(after: sign)...])
    }
}
