import WorkerProtocol

/// The cell or command that runs.
struct Execution {
    let cell: Int
    var namesExit = false
    /// The first trap in one of its tasks or threads. It goes on: others may not need what trapped.
    var trap: Trap?
    /// Since when nothing that could bring it on was seen.
    var quietSince: ContinuousClock.Instant?
    /// Its way to an end that was asked for.
    var stop: Stop?

    /// How long nothing may be seen before a cell with a trapped task is given up.
    static let quietLimit = Duration.milliseconds(100)
}

/// How far the way to a cell's end has come, when an interrupt, or `exit` on another thread, asked for it.
struct Stop {
    /// How the cell will have ended; nil: interrupted.
    var outcome: Outcome?
    let began = ContinuousClock.now
    /// The root task, cancelled at the beginning, may come to its end by itself for this long.
    let isCancelling: Bool
    var hasDroppedJobs = false
    var lastSeenInEngine: ContinuousClock.Instant?
    /// Where another of its threads was stopped.
    var trace: [TraceFrame] = []

    /// For tasks that look at their cancellation, and for what a cell does with the history of an interrupted training.
    static let grace = Duration.milliseconds(100)
    /// For the thread that cancels.
    static let shortGrace = Duration.milliseconds(10)
    /// After this C libraries of no special role are left as they are.
    static let librariesLimit = Duration.milliseconds(300)
    /// After this the engine is, too. It looks at the flag once a batch and at each operation of a tensor, so this one is
    /// inside something long that does not look. Its locks are short, but they are the session's; hence the patience.
    static let engineLimit = Duration.milliseconds(600)
    /// After this the worker gives itself up.
    static let limit = Duration.seconds(5)

    var elapsed: Duration { ContinuousClock.now - began }

    /// True while the cell may end by itself.
    ///
    /// - Parameter isActive: False where nothing is left that could bring it to its end.
    func isGraceful(isActive: @autoclosure () -> Bool) -> Bool {
        guard isCancelling, elapsed < Self.grace else { return false }
        return elapsed < Self.shortGrace || isActive()
    }

    /// What the threads are asked now.
    var level: Level {
        let elapsed = elapsed
        if elapsed >= Self.engineLimit { return .inEngine }
        // What comes right after the engine has time to keep the result.
        if let seen = lastSeenInEngine, ContinuousClock.now - seen < Self.grace { return .probe }
        return elapsed >= Self.librariesLimit ? .inLibraries : .gentle
    }

    enum Level {
        case probe, gentle, inLibraries, inEngine
    }
}
