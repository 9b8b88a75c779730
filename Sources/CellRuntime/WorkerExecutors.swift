import CCellRuntime
@_spi(ExperimentalCustomExecutors) @_spi(ExperimentalScheduling) import _Concurrency

/// Puts Swift's tasks onto our own threads.
///
/// The default executor never replaces a thread, so that two traps in tasks would stop all later ones on a machine with
/// two processors. The queues and threads are in C (`jobs.c`, `pool.c`, `timers.c`), where parked threads are known.
enum WorkerExecutors: ExecutorFactory {
    static let mainExecutor: any MainExecutor = CellThreadExecutor()
    static let defaultExecutor: any TaskExecutor = PoolExecutor()

    /// To be called before the first task is made.
    static func install() {
        _createExecutors(factory: WorkerExecutors.self)
    }
}

/// The main actor: the thread that runs cells.
private final class CellThreadExecutor: MainExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        CREnqueueMain(pointer(to: job))
    }

    func run() throws {
        CRDrainMain()
    }

    func stop() {}

    func checkIsolated() {
        precondition(CRIsCellThread(), "this runs outside the main actor")
    }

    func isIsolatingCurrentContext() -> Bool? {
        CRIsCellThread()
    }
}

/// Tasks that belong to no actor, and those that sleep.
private final class PoolExecutor: TaskExecutor, SchedulingExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        CREnqueueGlobal(pointer(to: job))
    }

    func enqueue<C: Clock>(
        _ job: consuming ExecutorJob, after delay: C.Duration, tolerance: C.Duration?, clock: C
    ) {
        // Every clock of the standard library measures in this type; one of a cell's own is as good as not waiting.
        let components = (delay as? Duration ?? .zero).components
        let nanoseconds =
            components.seconds < 0 || components.attoseconds < 0
            ? 0 : UInt64(components.seconds) &* 1_000_000_000 &+ UInt64(components.attoseconds / 1_000_000_000)
        CREnqueueAfter(nanoseconds, pointer(to: job))
    }
}

private func pointer(to job: consuming ExecutorJob) -> UnsafeMutableRawPointer {
    unsafeBitCast(UnownedJob(job), to: UnsafeMutableRawPointer.self)
}
