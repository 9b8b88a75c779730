import CCellRuntime

/// Threads of cells that were stopped, which could not be parked yet.
struct Leftovers {
    private var cells: [(cell: Int, since: ContinuousClock.Instant)] = []

    /// After this what still runs is left alone; it holds a lock of the system's, or waits for a device.
    private static let limit = Duration.seconds(5)

    var isEmpty: Bool { cells.isEmpty }

    mutating func add(_ cell: Int) {
        cells.append((cell, .now))
    }

    /// One more attempt.
    mutating func stopThreads() {
        cells.removeAll { cell, since in
            let elapsed = ContinuousClock.now - since
            let level = elapsed < Stop.librariesLimit ? CRStopGentle : CRStopInLibraries
            return CRStopThreads(Int64(cell), level).othersBusy == 0 || elapsed > Self.limit
        }
    }
}
