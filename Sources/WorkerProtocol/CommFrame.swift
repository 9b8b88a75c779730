/// A message of a comm on its way between worker and kernel.
public struct CommFrame: Codable, Sendable, Equatable {
    /// What happens to the comm.
    public enum Kind: String, Codable, Sendable {
        /// `comm_open`
        case open
        /// `comm_msg`
        case message
        /// `comm_close`
        case close
    }

    /// What happens to the comm.
    public var kind: Kind
    /// The comm's id.
    public var id: String
    /// The name of the target of ``Kind/open``; else empty.
    public var target: String
    /// An object, as JSON text.
    public var data: String
    /// An object, as JSON text.
    public var metadata: String
    /// Binary data.
    public var buffers: [[UInt8]]

    public init(
        _ kind: Kind, id: String, target: String = "", data: String = "{}", metadata: String = "{}",
        buffers: [[UInt8]] = []
    ) {
        self.kind = kind
        self.id = id
        self.target = target
        self.data = data
        self.metadata = metadata
        self.buffers = buffers
    }
}

/// A frontend's message, to be taken by the session's comms.
public struct CommRun: Codable, Sendable, Equatable {
    /// Which part of the work is to be done.
    public enum Step: String, Codable, Sendable {
        /// What is safe while a cell runs: the message goes to those who wait for it in tasks, and to handlers that are made
        /// for that. Answered by ``WorkerFrame/commReception(cell:_:)``.
        case deliver
        /// The handlers that use what cells use. Only while no cell runs.
        case handle
        /// The comm is gone: what its target did not bring to an end is of no use to anybody.
        case forget
    }

    /// The number of this execution.
    public var cell: Int
    /// Where it runs.
    public var lane: Int
    /// Which part of the work is to be done.
    public var step: Step
    /// The message.
    public var frame: CommFrame

    public init(cell: Int, lane: Int, step: Step, frame: CommFrame) {
        self.cell = cell
        self.lane = lane
        self.step = step
        self.frame = frame
    }
}

/// What became of a frontend's message.
public enum CommReception: String, Codable, Sendable {
    /// Nobody has the target or the comm.
    case refused
    /// Nothing more is to be done.
    case taken
    /// Handlers wait until no cell runs: ``CommRun/Step/handle``.
    case waits
}
