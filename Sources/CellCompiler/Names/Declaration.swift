/// A name that a cell declares at its top level.
public struct Declaration: Hashable, Sendable {
    /// What is declared; the raw value is the keyword of a scoped import.
    public enum Kind: String, Sendable {
        case variable = "var"
        case constant = "let"
        case function = "func"
        case structure = "struct"
        case classType = "class"
        case enumeration = "enum"
        case protocolType = "protocol"
        case typeAlias = "typealias"
        case macro = "macro"

        /// True for what holds a value that is made when the cell runs.
        public var isVariable: Bool { self == .variable || self == .constant }
    }

    /// The name as it is written, without back-ticks.
    public var name: String
    /// What is declared.
    public var kind: Kind
    /// Labels and parameter types of a function as they are written: what tells overloads apart. Empty for everything
    /// else.
    public var signature: String
    /// The line of the cell, counted from 1.
    public var line: Int
    /// True for a stored variable whose value the cell can report once it is there.
    public var isStored: Bool
    /// True for a function whose name is an operator.
    public var isOperator: Bool
    /// True inside an `#if`: whether it is there at all, the compiled code tells.
    public var isConditional: Bool

    public init(
        name: String, kind: Kind, signature: String = "", line: Int = 1, isStored: Bool = false,
        isOperator: Bool = false, isConditional: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.signature = signature
        self.line = line
        self.isStored = isStored
        self.isOperator = isOperator
        self.isConditional = isConditional
    }
}
