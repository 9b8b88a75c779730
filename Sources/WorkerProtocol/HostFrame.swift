/// What the kernel sends to its worker.
public enum HostFrame: Codable, Sendable, Equatable {
    /// Load a compiled cell and call its entry point on its lane's thread.
    case run(CellRun)
    /// Run one `%` command on its lane's thread.
    case command(CommandRun)
    /// Give back the values of replaced variables, on the cell thread.
    case release(ReleaseRun)
    /// Take a frontend's message for a comm.
    case comm(CommRun)
    /// Stop what this cell is doing. A cell that is not running any more makes it void.
    case interrupt(cell: Int)
    /// The answer to the last ``WorkerFrame/ask(cell:prompt:isPassword:)``; nil when there is none to be had.
    case answer(String?)
    /// End the process.
    case shutdown
}

/// A compiled cell, ready to be loaded.
public struct CellRun: Codable, Sendable, Equatable {
    /// The number of this execution. Each execution has its own, so that a late event is not taken for the next cell's.
    public var cell: Int
    /// What runs in one lane waits for its turn, what runs in another goes on beside it.
    public var lane: Int
    /// The path of the shared object.
    public var library: String
    /// The symbol of the cell's `main`, with C linkage: `int (*)(int, char **)`.
    public var entryPoint: String
    /// The symbol of each top-level variable's storage.
    public var variables: [String: String]
    /// Conformances that take the place of older ones.
    public var conformances: [ConformanceReplacement]
    /// Whether the source names `exit` or one of its relatives.
    public var namesExit: Bool

    public init(
        cell: Int, lane: Int = Lane.main, library: String, entryPoint: String, variables: [String: String] = [:],
        conformances: [ConformanceReplacement] = [], namesExit: Bool = false
    ) {
        self.cell = cell
        self.lane = lane
        self.library = library
        self.entryPoint = entryPoint
        self.variables = variables
        self.conformances = conformances
        self.namesExit = namesExit
    }
}

/// A conformance that was written again. The run time finds the first one that was loaded and keeps it in its caches, so
/// the new witnesses are put into the old table.
public struct ConformanceReplacement: Codable, Sendable, Equatable {
    /// The symbol of the record that the run time may have found.
    public var old: String
    /// The symbol of the new one, in the library that is loaded.
    public var new: String

    public init(old: String, new: String) {
        self.old = old
        self.new = new
    }
}

/// Values that nothing can reach any more.
public struct ReleaseRun: Codable, Sendable, Equatable {
    /// The number of this execution: what a `deinit` prints belongs to it.
    public var cell: Int
    /// Where it runs.
    public var lane: Int
    /// The symbols of the variables' storage.
    public var symbols: [String]

    public init(cell: Int, lane: Int = Lane.main, symbols: [String]) {
        self.cell = cell
        self.lane = lane
        self.symbols = symbols
    }
}

/// One `%` line.
public struct CommandRun: Codable, Sendable, Equatable {
    /// The number of this execution.
    public var cell: Int
    /// Where it runs.
    public var lane: Int
    /// The line, with its `%`.
    public var line: String
    /// The Swift names that are live, for `%who` and for messages that say what there is.
    public var names: [LiveName]

    public init(cell: Int, lane: Int = Lane.main, line: String, names: [LiveName] = []) {
        self.cell = cell
        self.lane = lane
        self.line = line
        self.names = names
    }
}

/// A name that the session's Swift cells declared.
public struct LiveName: Codable, Sendable, Equatable {
    /// The name as it is written.
    public var name: String
    /// What it is: `var`, `let`, `func`, `struct`, `class`, `enum`, `protocol`, `actor`, `typealias`.
    public var kind: String
    /// The type of a variable as Swift prints it; empty for what has none.
    public var type: String
    /// The cell whose declaration is the newest.
    public var cell: Int

    public init(name: String, kind: String, type: String = "", cell: Int) {
        self.name = name
        self.kind = kind
        self.type = type
        self.cell = cell
    }
}
