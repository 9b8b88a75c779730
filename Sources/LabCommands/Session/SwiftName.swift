/// A name that the session's Swift cells declared, as the kernel knows it.
public struct SwiftName: Sendable, Equatable {
    public var name: String
    /// `var`, `let`, `func`, `struct`, …
    public var kind: String
    /// The type of a variable; empty for what has none.
    public var type: String

    public init(name: String, kind: String, type: String = "") {
        self.name = name
        self.kind = kind
        self.type = type
    }

    var isVariable: Bool { kind == "var" || kind == "let" }
}
