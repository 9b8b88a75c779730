/// Something that the compiler says of a cell.
public struct Diagnostic: Equatable, Sendable {
    /// How serious it is.
    public enum Severity: String, Sendable {
        case error, warning, note, remark
    }

    /// The cell, `In[7]`, or a file of a library.
    public var file: String
    /// The line of the cell, from 1.
    public var line: Int
    /// The column in Unicode scalars of the student's line, from 1.
    public var column: Int
    /// How serious it is.
    public var severity: Severity
    /// What is said.
    public var message: String
    /// The student's line; nil for a place outside the cell.
    public var sourceLine: String?
    /// Underlines below the line: offsets in Unicode scalars, from 0.
    public var underlines: [Range<Int>] = []
    /// What the compiler proposes to write, aligned with the source line; nil without a proposal.
    public var fixIt: String?
    /// Notes that belong to it.
    public var notes: [Diagnostic] = []

    /// Speaks of another cell, whose text is the same.
    mutating func rename(_ label: String, to newLabel: String) {
        if file == label { file = newLabel }
        for index in notes.indices { notes[index].rename(label, to: newLabel) }
    }
}
