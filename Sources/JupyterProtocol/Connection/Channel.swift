/// The five sockets of a kernel.
public enum Channel: String, Sendable, CaseIterable {
    /// Requests and their replies.
    case shell
    /// Requests that must not wait behind a running cell.
    case control
    /// Outputs and states, published to every client.
    case iopub
    /// Questions to the user.
    case stdin
    /// Echo.
    case heartbeat = "hb"
}
