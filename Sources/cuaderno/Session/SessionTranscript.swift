import JupyterKernel
import Notebooks
import Synchronization

/// What the session's cells were and showed, so that `%export` can write it.
final class SessionTranscript: Sendable {
    /// A cell as it ran.
    struct Cell: Sendable {
        let code: String
        let executionCount: Int
        /// Its place in the ledger.
        fileprivate let place: Int
    }

    /// Pictures and texts of a long session must not fill the kernel's memory: those of the oldest cells are given up first.
    private static let byteLimit = 64 << 20
    /// Cells without outputs take memory, too.
    private static let cellLimit = 5_000

    private let ledger = OutputLedger(byteLimit: byteLimit)
    private let state = Mutex((cells: [Cell](), next: 0))

    /// Takes down a cell while it runs.
    /// - Parameter output: where its outputs go.
    func record(_ request: ExecutionRequest, output: any CellOutput) -> RecordedOutput {
        let cell = state.withLock { state in
            state.next += 1
            let cell = Cell(code: request.code, executionCount: request.executionCount, place: state.next)
            state.cells.append(cell)
            if state.cells.count > Self.cellLimit { ledger.remove(cell: state.cells.removeFirst().place) }
            return cell
        }
        return RecordedOutput(
            output, record: LedgerOutput(ledger, cell: cell.place, executionCount: cell.executionCount))
    }

    /// The cells so far, in the order in which they ran.
    var cells: [Cell] { state.withLock(\.cells) }

    /// What a cell showed; nil where that was given up.
    func outputs(of cell: Cell) -> [NotebookOutput]? {
        ledger.dropped.contains(cell.place) ? nil : ledger.outputs(of: cell.place)
    }
}

/// A cell's output that goes to the client, and into the transcript.
final class RecordedOutput: CellOutput {
    private let base: any CellOutput
    private let record: LedgerOutput

    init(_ base: any CellOutput, record: LedgerOutput) {
        self.base = base
        self.record = record
    }

    func stream(_ stream: OutputStream, _ text: String) {
        base.stream(stream, text)
        record.stream(stream, text)
    }

    func display(_ bundle: MIMEData, id: String?) {
        base.display(bundle, id: id)
        record.display(bundle, id: id)
    }

    func updateDisplay(_ bundle: MIMEData, id: String) {
        base.updateDisplay(bundle, id: id)
        record.updateDisplay(bundle, id: id)
    }

    func result(_ bundle: MIMEData) {
        base.result(bundle)
        record.result(bundle)
    }

    func clear(wait: Bool) {
        base.clear(wait: wait)
        record.clear(wait: wait)
    }

    func input(prompt: String, isPassword: Bool) async throws -> String {
        try await base.input(prompt: prompt, isPassword: isPassword)
    }

    var isInterruptWanted: Bool { base.isInterruptWanted }

    func send(_ event: CommEvent) { base.send(event) }

    func closeComms() { base.closeComms() }

    func error(name: String, value: String, traceback: [String]) {
        base.error(name: name, value: value, traceback: traceback)
    }

    /// The cell has ended, by this outcome.
    func end(_ outcome: ExecutionOutcome) { record.end(outcome) }
}
