import CellCompiler
import CellHost
import JupyterKernel
import Logging

extension NotebookSession {
    /// The worker, once it takes cells.
    func readyWorker() async throws -> Worker {
        if let worker, !worker.isAlive { workerEnded(worker, reason: worker.ending) }
        let worker = try self.worker ?? startWorker()
        do {
            try await worker.ready()
            await restoreSurroundings(of: worker)
        } catch {
            self.worker = nil
            throw CellFailure(
                name: "Worker not started",
                value: "the process that runs the cells cannot start: \(error). Run `cuaderno doctor`.")
        }
        return worker
    }

    @discardableResult
    func startWorker() throws -> Worker {
        if isEnding { throw CancellationError() }
        let made = try Worker(
            executable: installation.worker, library: installation.library, leftovers: leftovers
        ) { [weak self] worker, reason in
            Task { await self?.workerEnded(worker, reason: reason) }
        }
        worker = made
        directives.isRestored = false
        workerGeneration += 1
        return made
    }

    /// A new worker is there at once, also where the old one went while nothing ran. Safe to call twice for one.
    func workerEnded(_ ended: Worker, reason: String) {
        guard let worker, worker === ended, !isEnding else { return }
        log.warning("the worker died", metadata: ["reason": "\(reason)"])
        self.worker = nil
        latestOutput?.closeComms()
        let wasReady = ended.wasReady
        forgetAll()
        record.workerDied()
        unreportedDeath = WorkerDeath(reason: reason, lostCells: record.lost.count)
        // One that cannot even start is not tried for ever.
        if wasReady { _ = try? startWorker() }
    }

    /// What has to be said of a worker's death that no cell was told of yet.
    func takeDeath() -> WorkerDeath? {
        defer { unreportedDeath = nil }
        return unreportedDeath
    }
}

/// The worker is gone, and with it the values of all variables.
struct WorkerDeath: Error {
    let reason: String
    /// The cells that had succeeded.
    let lostCells: Int

    var text: String {
        let next =
            switch lostCells {
            case 0: "No cell had succeeded yet, so nothing is lost."
            case 1: "The variables of the earlier cell are lost: %restore runs it again."
            default: "The variables of the \(lostCells) cells that had succeeded are lost: %restore runs them again."
            }
        return "the process that ran the cells is gone (\(reason)); a new one was started. \(next)"
    }

    var failure: CellFailure {
        CellFailure(name: "Worker died", value: text, endedWorker: true)
    }
}
