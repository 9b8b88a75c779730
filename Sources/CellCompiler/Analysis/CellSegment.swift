/// A piece of a cell that runs as one: consecutive lines of Swift, or one command.
public enum CellSegment: Equatable, Sendable {
    /// Lines of Swift. `firstLine` is the line of the cell, counted from 1, on which the text begins.
    case swift(text: String, firstLine: Int)
    /// A `%` or `!` line without the line break and without leading space; one that goes on behind a backslash as one line, with
    /// the number of its first.
    case command(line: String, number: Int)
}
