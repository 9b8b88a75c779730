/// A segment of Swift on its way through the compiler.
public struct CellUnit: Sendable {
    /// How the student knows the cell: `In[7]`.
    public var label: String
    /// The student's text.
    public var text: String
    /// The line of the cell on which the text begins.
    public var firstLine: Int
    /// nil lets the content decide.
    public var isOptimized: Bool?

    public init(label: String, text: String, firstLine: Int = 1, isOptimized: Bool? = nil) {
        self.label = label
        self.text = text
        self.firstLine = firstLine
        self.isOptimized = isOptimized
    }
}

/// A segment that can be loaded.
public struct CompiledCell: Sendable {
    /// What goes into the name table once the cell was loaded.
    public var module: CellModule
    /// The imports, to be repeated in later cells.
    public var imports: [String]
    /// The path of the shared object.
    public var library: String
    /// The path of a shared object of the same layout that has debug information: `library` itself, or what it was copied
    /// from.
    public var debugLibrary: String
    /// How the debug information calls the cell.
    public var debugLabel: String
    /// The symbol of the module's `main`.
    public var entryPoint: String
    /// The symbol of each top-level variable's storage.
    public var storage: [String: String]
    /// The symbols of the top-level functions.
    var functions: [(name: String, symbol: String)]
    /// The getters of the top-level variables.
    var accessors: [String: String]
    /// The record of each conformance that the cell adds to another cell's or library's type.
    var conformances: [String: String]
    /// What refers to what.
    var code: CodeGraph
    /// Variables that report when they have their value; others are taken as set when the cell completes.
    public var reportedNames: Set<String>
    /// Whether the source names `exit` or one of its relatives.
    public var namesExit: Bool
    /// Warnings.
    public var warnings: [Diagnostic]
}

/// What became of a compilation.
public enum CompilationResult: Sendable {
    case compiled(CompiledCell)
    /// The student's mistakes; at least one error.
    case rejected([Diagnostic])
}
