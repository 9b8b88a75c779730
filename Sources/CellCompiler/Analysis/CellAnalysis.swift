/// What the compiler needs to know of a segment of Swift before it makes a module of it.
public struct CellAnalysis: Sendable {
    /// The names that the segment declares at its top level, in order.
    public internal(set) var declarations: [Declaration] = []
    /// Every identifier and operator that stands in the segment: a superset of the earlier names that it uses.
    public internal(set) var usedNames: Set<String> = []
    /// The text of each import, to be repeated in later cells.
    public internal(set) var imports: [String] = []
    /// What the segment adds to types by extensions.
    public internal(set) var extensions = ExtensionContent()
    /// The operators that it declares as members of types.
    public internal(set) var memberOperators: Set<String> = []
    /// The operators and precedence groups that it declares: each cell that uses one declares it again, for two modules
    /// with one operator are ambiguous.
    public internal(set) var operators: [OperatorDeclaration] = []
    /// True where something waits at the top level: such a segment runs as a task.
    public internal(set) var hasTopLevelAwait = false
    /// True where the segment asks for its own place by `#file` and its relatives, or by a macro that may.
    public internal(set) var asksForItsPlace = false
    /// True where optimised code is worth its longer compilation: a loop, a function, a closure or a type.
    public internal(set) var deservesOptimisation = false
    /// True where a loop stands outside functions and closures: it changes variables that outlive a trap in it.
    public internal(set) var hasTopLevelLoop = false
    /// True where the student asks for checks by their names, which optimised code would drop or make speechless.
    public var asserts: Bool {
        !usedNames.isDisjoint(with: ["assert", "assertionFailure", "precondition", "preconditionFailure"])
    }
    /// True where `exit` or one of its relatives may be called.
    public var namesExit: Bool {
        !usedNames.isDisjoint(with: ["exit", "_exit", "_Exit", "quick_exit"])
    }
    /// The places where the generated source says something more than the student wrote.
    public internal(set) var insertions: [SourceInsertion] = []
    /// True where the segment ends in an expression whose value is shown.
    public internal(set) var showsResult = false
    /// Variables that report when they have their value.
    public internal(set) var reportedNames: Set<String> = []
    /// Names of earlier declarations that the insertions put their module before.
    public internal(set) var qualifiedNames: Set<String> = []
    /// Names of earlier cells that an alias stands for: whoever uses the alias needs their modules.
    public internal(set) var aliasedNames: Set<String> = []
}

/// What a segment adds to types by extensions. It acts in later cells without being named.
public struct ExtensionContent: Hashable, Sendable {
    /// Each member: the type, the name and the signature, as they are written.
    public internal(set) var members: Set<String> = []
    /// Each member without its signature, `Int.tripled`.
    public internal(set) var memberNames: Set<String> = []
    /// Each conformance, `Coin: Speaker`, as it is written.
    public internal(set) var conformances: Set<String> = []

    public init() {}

    /// True where there is nothing.
    public var isEmpty: Bool { members.isEmpty && conformances.isEmpty }
}

/// An operator or a precedence group.
public struct OperatorDeclaration: Hashable, Sendable {
    /// `infix <+>`, or `precedencegroup Power`.
    public var key: String
    /// The name alone.
    public var name: String
    /// The whole declaration on one line.
    public var text: String
    /// The precedence groups that it names.
    public var groups: Set<String>
}
