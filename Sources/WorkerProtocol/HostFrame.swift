/// What the kernel sends to its worker.
public enum HostFrame: Codable, Sendable, Equatable {
    /// Load a compiled cell and call its entry point on the cell thread.
    case run(CellRun)
    /// Run one `%` command on the cell thread.
    case command(CommandRun)
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
    /// The path of the shared object.
    public var library: String
    /// The symbol of the cell's `main`, with C linkage: `int (*)(int, char **)`.
    public var entryPoint: String

    public init(cell: Int, library: String, entryPoint: String) {
        self.cell = cell
        self.library = library
        self.entryPoint = entryPoint
    }
}

/// One `%` line.
public struct CommandRun: Codable, Sendable, Equatable {
    /// The number of this execution.
    public var cell: Int
    /// The line, with its `%`.
    public var line: String
    /// The Swift names that are live, for `%who` and for messages that say what there is.
    public var names: [LiveName]

    public init(cell: Int, line: String, names: [LiveName] = []) {
        self.cell = cell
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
