/// A library that the compiler made of a cell, and what to know to use it again.
struct CompiledLibrary: Sendable {
    /// The module's name.
    var name: ModuleName
    /// How the student knew the cell.
    var label: String
    /// The path of the shared object.
    var path: String
    /// What was left out of the generated source.
    var dropped: Set<SourceInsertion.Purpose>
    /// What it declares, in the compiler's terms.
    var names: CompiledNames
    /// Which of its functions refer to what.
    var code: CodeGraph
    /// The compiler's warnings.
    var warnings: [Diagnostic]
}
