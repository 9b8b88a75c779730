/// Whether code can be run as it is.
public enum Completeness: Sendable, Equatable {
    /// It can.
    case complete
    /// More has to follow; `indent` is what the next line should start with.
    case incomplete(indent: String)
    /// It is wrong whatever follows.
    case invalid
    /// Nobody knows.
    case unknown
}
