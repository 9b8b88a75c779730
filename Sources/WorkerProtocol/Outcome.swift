/// How a cell or a command ended.
public enum Outcome: Codable, Sendable, Equatable {
    /// It ran to its end.
    case completed
    /// An error was thrown and nothing caught it.
    case threw(type: String, message: String, trace: [TraceFrame])
    /// A trap, a bad access or an `abort`: the thread is parked, the process goes on.
    case trapped(Trap)
    /// The cell called `exit` or one of its relatives; `call` names which.
    case exited(code: Int32, call: String, trace: [TraceFrame])
    /// An asynchronous cell called `exit(0)` from its top level. That is how such a cell ends; but it may also be a call
    /// of the student's, in a function that the compiler put there. Told only of cells that name `exit`.
    case exitedAtEnd(trace: [TraceFrame])
    /// An interrupt stopped it.
    case interrupted(trace: [TraceFrame])
    /// The library could not be loaded.
    case unloadable(reason: String)
    /// A command said no; the message is ready to be shown.
    case commandFailed(message: String)
    /// The cell can never finish, because a task that it waits for trapped.
    case dropped(Trap)
}

/// What a signal told.
public struct Trap: Codable, Sendable, Equatable {
    /// The signal's number.
    public var signal: Int32
    /// `si_code`
    public var code: Int32
    /// The faulting address of SIGSEGV and SIGBUS.
    public var address: UInt64
    /// Where it happened, said for people: `the cell`, `a task`, `a thread of its own`.
    public var thread: String
    /// True where the stack was used up.
    public var isStackOverflow: Bool
    /// True in a method of an actor, which never takes another call.
    public var holdsActor: Bool
    /// The frames, innermost first.
    public var trace: [TraceFrame]

    public init(
        signal: Int32, code: Int32, address: UInt64, thread: String, isStackOverflow: Bool, holdsActor: Bool = false,
        trace: [TraceFrame]
    ) {
        self.signal = signal
        self.code = code
        self.address = address
        self.thread = thread
        self.isStackOverflow = isStackOverflow
        self.holdsActor = holdsActor
        self.trace = trace
    }
}

/// One frame: the kernel finds function and line with the debug information of the library.
public struct TraceFrame: Codable, Sendable, Equatable {
    /// The path of the shared object that holds the address.
    public var library: String
    /// The address relative to the library's load address. It is a return address less one, but for the innermost frame.
    public var offset: UInt64

    public init(library: String, offset: UInt64) {
        self.library = library
        self.offset = offset
    }
}
