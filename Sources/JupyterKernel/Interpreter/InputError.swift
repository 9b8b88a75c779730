/// Why the user was not asked, or did not answer.
public enum InputError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The request has `allow_stdin: false`.
    case notAllowed
    /// The client that runs the cell has no stdin channel.
    case clientUnreachable
    /// An interrupt came before the answer.
    case interrupted
    /// The cell that asks has ended.
    case cellEnded
    /// The kernel ends.
    case shuttingDown

    public var description: String {
        switch self {
        case .notAllowed:
            "input was asked for, but this client does not support it (it sent allow_stdin: false); "
                + "run the cell in JupyterLab or in a console, or write the value into the cell"
        case .clientUnreachable:
            "input was asked for, but the client that runs this cell cannot be reached on its stdin channel"
        case .interrupted: "interrupted while waiting for input"
        case .cellEnded: "input was asked for after the cell had ended; ask before the cell ends"
        case .shuttingDown: "the kernel is shutting down"
        }
    }
}
