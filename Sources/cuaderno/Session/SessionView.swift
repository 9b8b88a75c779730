import CellCompiler

/// A session as it is at one moment.
struct SessionView: Sendable {
    var compiler: CellCompiler
    var installation: Installation
    var names: NameTable
    /// The types of live variables.
    var types: [String: String]
    /// The worker's, in which cells open files.
    var workingFolder: String
    /// The cells that were run.
    var sources: [String]
    /// Grows with every cell that is compiled.
    var version: Int
}
