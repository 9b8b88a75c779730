import COpenBLAS
import Synchronization

/// How many threads OpenBLAS may use, chosen by the size of the work.
///
/// Waking its threads costs tens of microseconds, more than a small product takes. OpenBLAS holds one setting for the whole
/// process; it is changed only when it differs, and never from within a product. With one thread a product runs entirely on
/// the calling thread, so that a thread which is stopped for good between two products leaves no lock behind.
enum OpenBLASThreads {
    /// As many as there are processors, unless limited by ``limit(to:)``.
    private static let largest = Atomic<Int32>(max(1, openblas_get_num_procs()))
    private static let current = Atomic<Int32>(0)

    /// A product of this many floating-point operations is worth all threads: about 80 microseconds on one.
    private static let worthThreads = 8 << 20

    static func count(forOperations operations: Int) -> Int32 {
        operations >= worthThreads ? largest.load(ordering: .relaxed) : 1
    }

    static func limit(to count: Int) {
        let processors = max(1, openblas_get_num_procs())
        largest.store(min(max(1, Int32(clamping: count)), processors), ordering: .relaxed)
    }

    static func use(_ count: Int32) {
        guard current.load(ordering: .relaxed) != count else { return }
        current.store(count, ordering: .relaxed)
        openblas_set_num_threads(count)
    }
}
