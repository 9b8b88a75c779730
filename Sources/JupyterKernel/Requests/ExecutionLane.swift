/// What runs one cell after the other: the main shell, or a subshell.
final class ExecutionLane {
    /// The cell that runs.
    struct Running {
        let request: Request
        let execution: ExecutionRequest
        let output: CellChannel
        /// When it started, as Jupyter writes time.
        let start: String
        /// Whether its failure drops what is queued.
        let stopsOnError: Bool
    }

    let subshell: String?
    var queue = ExecutionQueue()
    var running: Running?
    /// The latest failure that dropped what was queued.
    var failure: QueueFailure?
    /// The subshell was deleted: what runs ends, and nothing more begins.
    var isDeleted = false
    /// Where cells run.
    let worker = SerialQueue()

    init(subshell: String?) {
        self.subshell = subshell
    }
}
