import CellCompiler

/// Why a cell did not succeed, as the protocol's `error` message wants it.
struct CellFailure: Error, Sendable {
    /// The kind: the error's type, or one of ours.
    var name: String
    /// One line that says what happened.
    var value: String
    /// What the client shows, coloured by ANSI codes; a line an element.
    var traceback: [String]
    /// The worker went with the cell.
    var endedWorker: Bool

    /// What a cell says that the user stopped.
    static let interrupted = CellFailure(name: "Interrupted", value: "the cell was stopped")

    /// What a cell says whose brackets would keep the compiler busy for ever.
    static func tooDeep(label: String, line: Int) -> CellFailure {
        CellFailure(
            name: "Compilation error",
            value: "\(label):\(line): more than \(BracketNesting.limit) square brackets are nested here, and reading "
                + "them would take the compiler for ever; give the inner lists names of their own")
    }

    init(name: String, value: String, traceback: [String]? = nil, endedWorker: Bool = false) {
        self.name = name
        self.value = value
        self.endedWorker = endedWorker
        self.traceback = traceback ?? [CellFailure.headline(name, value)]
    }

    /// The first line of a traceback.
    static func headline(_ name: String, _ value: String) -> String {
        value.isEmpty
            ? "\u{1B}[1;31m\(name)\u{1B}[0m"
            : "\u{1B}[1;31m\(name):\u{1B}[0m \u{1B}[1m\(value)\u{1B}[0m"
    }
}
