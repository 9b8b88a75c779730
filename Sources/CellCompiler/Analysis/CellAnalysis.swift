/// What the compiler needs to know of a segment of Swift before it makes a module of it.
public struct CellAnalysis: Sendable {
    /// The names that the segment declares at its top level, in order.
    public internal(set) var declarations: [Declaration] = []
    /// Every identifier and operator that stands in the segment: a superset of the earlier names that it uses.
    public internal(set) var usedNames: Set<String> = []
    /// Those names of its own variables that mean an earlier variable at some place: `let x = x + 1`.
    public internal(set) var earlierNames: Set<String> = []
    /// The text of each import, to be repeated in later cells.
    public internal(set) var imports: [String] = []
    /// Members that the segment adds to types by extensions: type, name and signature.
    public internal(set) var extensionMembers: Set<String> = []
    /// True where later cells have to import this one although they name nothing of it: extensions, conformances,
    /// operators and precedence groups act without being named.
    public internal(set) var actsUnnamed = false
    /// True where something waits at the top level: such a segment runs as a task.
    public internal(set) var hasTopLevelAwait = false
    /// True where the segment asks for its own place by `#file` and its relatives, or by a macro that may.
    public internal(set) var asksForItsPlace = false
    /// True where optimised code is worth its longer compilation: a loop, a function, a closure or a type.
    public internal(set) var deservesOptimisation = false
    /// The places where the generated source says something more than the student wrote.
    public internal(set) var insertions: [SourceInsertion] = []
    /// True where the segment ends in an expression whose value is shown.
    public internal(set) var showsResult = false
}

/// Text that the generated source has at a place of the segment.
public struct SourceInsertion: Hashable, Sendable {
    /// Why the text is there.
    public enum Purpose: Hashable, Sendable {
        /// Reports that a variable has its value.
        case bind
        /// Shows the value of the last expression.
        case show
        /// What the language needs, whatever else is left out.
        case essential
    }

    /// The offset in UTF-8 bytes.
    public var offset: Int
    /// What is inserted.
    public var text: String
    /// Why.
    public var purpose: Purpose
}
