/// What an interpreter makes of a frontend's comm message.
public enum CommHandling: Sendable {
    /// Nobody has the target or the comm. The kernel closes a comm that was to be opened.
    case refused
    /// It is done.
    case taken
    /// The rest has to wait, for a cell to end perhaps. The kernel runs it after the rest of the messages before, and the
    /// message counts as busy until then.
    case waits(@Sendable () async -> Void)
}
