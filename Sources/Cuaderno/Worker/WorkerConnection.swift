import Display
import Locks

/// The way to the kernel, once the worker has attached this library.
enum WorkerConnection {
    private static let current = Mutex<FrameSink?>(nil)

    /// Nil in a plain program that uses this library without a worker.
    static var sink: FrameSink? { current.withLock { $0 } }

    /// The number of the cell that the calling thread works for; 0 in a plain program.
    static var currentCell: Int { sink?.currentCell ?? 0 }

    static func attach(_ calls: WorkerCalls) {
        let sink = FrameSink(calls: calls)
        current.withLock { $0 = sink }
        DisplayCenter.sink = sink
    }
}
