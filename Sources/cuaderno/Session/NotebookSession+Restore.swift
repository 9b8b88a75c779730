import Foundation
import JupyterKernel

extension NotebookSession {
    /// Runs the cells again whose values went with an earlier worker, in their order, and stops at the first failure.
    ///
    /// - Throws: ``CellFailure`` that names the cell.
    func restore(output: any CellOutput) async throws {
        let total = record.lost.count
        guard total > 0 else {
            output.stream(.stdout, "Nothing is lost: the variables of every cell that succeeded are there.\n")
            return
        }
        let progress = RestoreProgress(output: output, total: total)
        let clock = ContinuousClock()
        let start = clock.now
        for number in 1...total {
            guard let cell = record.lost.first else { break }
            progress.began(cell.label, number: number)
            let failure = await run(cell.code, label: cell.label, output: QuietOutput(asking: output))
            if isInterrupted || failure?.endedWorker ?? false {
                progress.stopped(at: cell.label, number: number)
                throw failure ?? .interrupted
            }
            guard let failure else {
                record.restoredFirst()
                continue
            }
            record.gaveUpFirst()
            progress.stopped(at: cell.label, number: number)
            throw stopped(at: cell.label, number: number, of: total, because: failure)
        }
        progress.done(after: clock.now - start)
    }

    private func stopped(at label: String, number: Int, of total: Int, because failure: CellFailure) -> CellFailure {
        let rest = record.lost.count
        let whatNext =
            rest == 0
            ? "It was the last one."
            : "Run it again yourself if its values are needed; %restore then goes on with the \(rest) after it."
        let value = "\(label), cell \(number) of \(total), failed: \(failure.name): \(failure.value)"
        return CellFailure(
            name: "Restore stopped", value: value,
            traceback: [CellFailure.headline("Restore stopped", "\(label), cell \(number) of \(total), failed")]
                + failure.traceback + [whatNext])
    }
}

/// One line of text, updated in place.
private struct RestoreProgress {
    let output: any CellOutput
    let total: Int
    private let id = "restore-\(UUID().uuidString)"

    init(output: any CellOutput, total: Int) {
        self.output = output
        self.total = total
    }

    func began(_ label: String, number: Int) {
        let text = MIMEData(text: "Restoring \(number)/\(total): \(label)")
        if number == 1 { output.display(text, id: id) } else { output.updateDisplay(text, id: id) }
    }

    func stopped(at label: String, number: Int) {
        output.updateDisplay(MIMEData(text: "Restored \(number - 1) of \(total) cells; stopped at \(label)."), id: id)
    }

    func done(after time: Duration) {
        let seconds = time.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1)))
        output.updateDisplay(
            MIMEData(text: "Restored \(total) \(total == 1 ? "cell" : "cells") in \(seconds)."), id: id)
    }
}
