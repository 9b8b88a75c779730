import CCellRuntime

/// What still runs of cells that were stopped.
struct Leftovers {
    private struct Cell {
        let number: Int
        var since = ContinuousClock.now
        var rounds = 0
        var hadWorkers = false
    }

    private var cells: [Cell] = []

    /// What runs longer than this holds a lock of the system's or waits for a device, and is left alone.
    private static let limit = Duration.seconds(5)
    /// Dispatch replaces parked workers, a second each, and gives the rest of a `concurrentPerform` to the new ones.
    private static let workerLimit = Duration.seconds(30)

    /// Milliseconds until the next attempt; nil: none is needed.
    var interval: Int32? {
        if cells.isEmpty { return nil }
        return cells.contains { ContinuousClock.now - $0.since < Self.limit } ? 20 : 200
    }

    /// Looks after a cell that was stopped.
    mutating func add(_ cell: Int) {
        if !cells.contains(where: { $0.number == cell }) { cells.append(Cell(number: cell)) }
    }

    /// One of its threads was parked, a worker of Dispatch perhaps.
    mutating func parked(_ cell: Int) {
        add(cell)
        guard let index = cells.firstIndex(where: { $0.number == cell }) else { return }
        cells[index].hadWorkers = true
        cells[index].since = .now
    }

    /// One more attempt.
    mutating func stopThreads() {
        for index in cells.indices.reversed() {
            let elapsed = ContinuousClock.now - cells[index].since
            let level = elapsed < Stop.librariesLimit ? CRStopGentle : CRStopInLibraries
            let isQuiet = CRStopThreads(Int64(cells[index].number), level).othersBusy == 0
            cells[index].rounds += 1
            // Workers of Dispatch are known to be busy only by the answer to the last request.
            let isDone = isQuiet && cells[index].rounds > 2 && !cells[index].hadWorkers
            if isDone || elapsed > (cells[index].hadWorkers ? Self.workerLimit : Self.limit) { cells.remove(at: index) }
        }
    }
}
