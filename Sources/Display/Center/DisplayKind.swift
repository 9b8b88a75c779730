/// How an output is to be sent.
public enum DisplayKind: Sendable, Equatable {
    /// A new output, which updates find by its id.
    case display(id: String)
    /// A new state of the output with this id.
    case update(id: String)
    /// The value of a cell.
    case result
}
