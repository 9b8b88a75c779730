import JupyterKernel
import Notebooks
import Synchronization

/// A cell's output that goes into a notebook.
final class LedgerOutput: CellOutput {
    private let ledger: OutputLedger
    private let cell: Int
    private let executionCount: Int
    private let gate: Mutex<FloodGate>

    /// - Parameters:
    ///   - cell: the cell's place in the ledger.
    ///   - limit: how much printed text is kept.
    init(_ ledger: OutputLedger, cell: Int, executionCount: Int, limit: OutputLimit = OutputLimit()) {
        self.ledger = ledger
        self.cell = cell
        self.executionCount = executionCount
        gate = Mutex(FloodGate(limit, name: "In\(executionCount)"))
    }

    func stream(_ stream: OutputStream, _ text: String) {
        guard !text.isEmpty else { return }
        let (shown, notice) = gate.withLock { $0.pass(text) }
        if !shown.isEmpty { ledger.stream(stream.rawValue, shown, cell: cell) }
        if let notice { ledger.stream(OutputStream.stderr.rawValue, notice, cell: cell) }
    }

    func display(_ bundle: MIMEData, id: String?) {
        ledger.show(.display(data: bundle.data, metadata: bundle.metadata), id: id, cell: cell)
    }

    func updateDisplay(_ bundle: MIMEData, id: String) {
        ledger.update(bundle.data, metadata: bundle.metadata, id: id)
    }

    func result(_ bundle: MIMEData) {
        ledger.show(
            .result(data: bundle.data, metadata: bundle.metadata, executionCount: executionCount), cell: cell)
    }

    func clear(wait: Bool) {
        gate.withLock { $0.clear() }
        ledger.clear(wait: wait, cell: cell)
    }

    /// Nobody is there to be asked.
    func input(prompt: String, isPassword: Bool) async throws -> String { throw InputError.notAllowed }

    /// Widgets need a frontend that is alive.
    func send(_ event: CommEvent) {}

    /// The cell has ended, by this outcome.
    func end(_ outcome: ExecutionOutcome) {
        if let rest = gate.withLock({ $0.end() }) { ledger.stream(OutputStream.stderr.rawValue, rest, cell: cell) }
        guard case .error(let name, let value, let traceback) = outcome else { return }
        ledger.show(.error(name: name, value: value, traceback: traceback), cell: cell)
    }
}
