/// What happens to a comm, on its way to the frontend or from there.
public struct CommEvent: Sendable, Equatable {
    /// What happens.
    public enum Kind: Sendable, Equatable {
        /// It is opened for the target of this name.
        case open(target: String)
        case message
        case close
    }

    /// What happens.
    public var kind: Kind
    /// The comm's id.
    public var id: String
    /// What is told with it.
    public var message: CommMessage

    public init(_ kind: Kind, id: String, message: CommMessage) {
        self.kind = kind
        self.id = id
        self.message = message
    }
}
