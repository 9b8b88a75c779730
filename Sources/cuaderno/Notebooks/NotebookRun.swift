import Foundation
import JupyterKernel
import Notebooks
import Synchronization

/// Runs the cells of a notebook, one after the other, as a client of the kernel would.
final class NotebookRun: Sendable {
    /// How a run went.
    struct Report: Sendable {
        /// The notebook with its outputs.
        var notebook: Notebook
        /// The first cell that failed without being allowed to.
        var failure: Failure?
        /// The cells that failed and were allowed to.
        var allowedFailures: [Failure] = []
        /// It was stopped from outside.
        var wasStopped = false
    }

    /// A cell that failed.
    struct Failure: Sendable {
        /// The number in `In[n]`.
        let count: Int
        /// Its place among all cells of the notebook, from 1.
        let place: Int
        /// What went wrong, in one line.
        let message: String
    }

    private let interpreter: any Interpreter
    private let timeout: Duration?
    private let allowsErrors: Bool
    private let isStopped = Mutex(false)

    /// - Parameters:
    ///   - timeout: how long a cell may take; it is interrupted then.
    ///   - allowsErrors: go on behind a cell that failed.
    init(interpreter: any Interpreter, timeout: Duration?, allowsErrors: Bool) {
        self.interpreter = interpreter
        self.timeout = timeout
        self.allowsErrors = allowsErrors
    }

    /// Interrupts the running cell and runs no other.
    func stop() async {
        isStopped.withLock { $0 = true }
        await interpreter.interrupt()
    }

    /// Whether a cell is to be run: clients leave out empty ones and those with the tag `skip-execution`.
    private static func runs(_ cell: NotebookCell) -> Bool {
        cell.kind == .code && !cell.source.allSatisfy(\.isWhitespace) && !cell.tags.contains("skip-execution")
    }

    /// Runs the notebook. Outputs of an earlier run are removed first: none of them shall pass for one of this run.
    func run(_ original: Notebook, progress: RunProgress) async -> Report {
        var report = Report(notebook: original)
        let places = original.cells.indices.filter { Self.runs(original.cells[$0]) }
        for index in report.notebook.cells.indices where report.notebook.cells[index].kind == .code {
            report.notebook.cells[index].outputs = []
            report.notebook.cells[index].executionCount = nil
        }
        let ledger = OutputLedger()
        progress.began(cells: places.count)
        for (number, place) in places.enumerated() {
            guard !isStopped.withLock({ $0 }) else { break }
            let cell = original.cells[place]
            report.notebook.cells[place].executionCount = number + 1
            progress.cellBegan(number + 1, source: cell.source)
            let message = await run(cell, place: place, count: number + 1, ledger: ledger)
            progress.cellEnded(number + 1, failed: message != nil)
            guard let message else { continue }
            let failure = Failure(count: number + 1, place: place + 1, message: message)
            if isStopped.withLock({ $0 }) { break }
            guard allowsErrors || cell.tags.contains("raises-exception") else {
                report.failure = failure
                break
            }
            if !cell.tags.contains("raises-exception") { report.allowedFailures.append(failure) }
        }
        report.wasStopped = isStopped.withLock { $0 }
        progress.ended(isComplete: report.failure == nil && !report.wasStopped)
        for place in places { report.notebook.cells[place].outputs = ledger.outputs(of: place) }
        return report
    }

    /// - Returns: what went wrong, in one line.
    private func run(_ cell: NotebookCell, place: Int, count: Int, ledger: OutputLedger) async -> String? {
        let output = LedgerOutput(ledger, cell: place, executionCount: count)
        let request = ExecutionRequest(code: cell.source, executionCount: count)
        let deadline = Deadline(interpreter: interpreter, limit: timeout)
        let outcome = await interpreter.execute(request, output: output)
        deadline.cancel()
        output.end(outcome)
        guard case .error(let name, let value, _) = outcome else { return nil }
        if deadline.hasPassed, let timeout {
            return "it took longer than \(timeout.formatted(.units(allowed: [.seconds]))) and was interrupted"
        }
        return value.isEmpty ? name : "\(name): \(value)"
    }
}

/// Interrupts a cell when its time is over.
private final class Deadline: Sendable {
    private let passed = Atomic(false)
    private let timer: Mutex<Task<Void, Never>?> = Mutex(nil)

    init(interpreter: any Interpreter, limit: Duration?) {
        guard let limit else { return }
        timer.withLock {
            $0 = Task { [weak self] in
                guard (try? await Task.sleep(for: limit)) != nil else { return }
                self?.passed.store(true, ordering: .sequentiallyConsistent)
                await interpreter.interrupt()
            }
        }
    }

    var hasPassed: Bool { passed.load(ordering: .sequentiallyConsistent) }

    func cancel() { timer.withLock { $0?.cancel() } }
}
