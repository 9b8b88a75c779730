import COpenBLAS
import Synchronization

/// How many threads OpenBLAS may use, chosen by the size of the work.
///
/// Waking its threads costs tens of microseconds, more than a small product takes. OpenBLAS holds one setting for the whole
/// process; it is changed only when it differs, and never from within a product. With one thread a product runs entirely on
/// the calling thread, so that a thread which is stopped for good between two products leaves no lock behind.
enum OpenBLASThreads {
    /// As many as OpenBLAS began with: the processors, or what OPENBLAS_NUM_THREADS says.
    private static let largest = max(1, openblas_get_num_threads())
    private static let current = Atomic<Int32>(0)

    /// A product of this many floating-point operations is worth all threads: about 80 microseconds on one.
    private static let worthThreads = 8 << 20

    static func count(forOperations operations: Int) -> Int32 {
        operations >= worthThreads ? largest : 1
    }

    static func use(_ count: Int32) {
        guard current.load(ordering: .relaxed) != count else { return }
        current.store(count, ordering: .relaxed)
        openblas_set_num_threads(count)
    }
}
