/// What the worker sends to the kernel.
public enum WorkerFrame: Codable, Sendable, Equatable {
    /// The worker can take cells.
    case ready(pid: Int32)
    /// The worker cannot start; the process ends after this.
    case unusable(reason: String)
    /// A cell or a command ended. Exactly one for each ``HostFrame/run(_:)`` and ``HostFrame/command(_:)``.
    case finished(cell: Int, Outcome)
    /// A task or thread of the cell met a trap; the cell may go on for as long as it likes.
    case trapped(cell: Int)
    /// Something to show. `marker` stands in standard output at the place where the output belongs (see ``StreamMarker``).
    case show(marker: UInt64, ShownOutput)
    /// `clearOutput(wait:)`.
    case clear(marker: UInt64, cell: Int, wait: Bool)
    /// A cell opens, uses or closes a comm. The marker is as in ``show(marker:_:)``.
    case comm(marker: UInt64, cell: Int, CommFrame)
    /// What became of the message of a ``HostFrame/comm(_:)``.
    case commReception(cell: Int, CommReception)
    /// The cell waits for a line from the user.
    case ask(cell: Int, prompt: String, isPassword: Bool)
    /// A variable got its value: the name is live from here on.
    case bound(BoundName)
}

/// One output of a cell.
public struct ShownOutput: Codable, Sendable, Equatable {
    /// How the output is to be sent.
    public enum Kind: String, Codable, Sendable {
        /// `display_data`
        case display
        /// `update_display_data`
        case update
        /// `execute_result`
        case result
    }

    /// The cell that shows it.
    public var cell: Int
    /// How the output is to be sent.
    public var kind: Kind
    /// The id of a display that can be updated.
    public var displayID: String?
    /// MIME type to text. Binary types hold base64; `application/json` and its relatives (`…+json`) hold JSON text.
    public var data: [String: String]
    /// MIME type to its metadata, as JSON text.
    public var metadata: [String: String]

    public init(
        cell: Int, kind: Kind, displayID: String? = nil, data: [String: String], metadata: [String: String] = [:]
    ) {
        self.cell = cell
        self.kind = kind
        self.displayID = displayID
        self.data = data
        self.metadata = metadata
    }
}

/// A variable that has its value.
public struct BoundName: Codable, Sendable, Equatable {
    /// Where the value lives.
    public enum Origin: String, Codable, Sendable {
        /// A global of a cell.
        case swift
        /// An object of the lab session that a command made; a Swift cell reaches it by a generated accessor.
        case command
    }

    /// The cell that bound it.
    public var cell: Int
    /// The name.
    public var name: String
    /// Its type as Swift source that is valid where `Cuaderno` is imported.
    public var type: String
    /// Where the value lives.
    public var origin: Origin
    /// The value or its shape in a few words, as it was then; nil where only the cell's own code could tell.
    public var summary: String?
    /// True where the value's memory comes back only when the value is released.
    public var ownsMemory: Bool

    public init(
        cell: Int, name: String, type: String, origin: Origin, summary: String? = nil, ownsMemory: Bool = false
    ) {
        self.cell = cell
        self.name = name
        self.type = type
        self.origin = origin
        self.summary = summary
        self.ownsMemory = ownsMemory
    }
}
