import CKernels
import Synchronization

/// How a long computation learns that it shall stop: every training looks here once a batch.
///
/// The session that runs cells attaches a flag of its own; ``request()`` does the same from Swift.
public enum Interruption {
    /// The requests made from Swift.
    private static let requested = Atomic<Bool>(false)
    /// The address of the session's flag, 0 when there is none. Stored as a number, since pointers are not atomic.
    private static let attached = Atomic<UInt>(0)

    /// Whether to stop.
    public static var isRequested: Bool {
        if requested.load(ordering: .relaxed) { return true }
        guard let flag = UnsafePointer<Int32>(bitPattern: attached.load(ordering: .relaxed)) else { return false }
        return ck_flag(flag) != 0
    }

    /// Uses a flag of the session, not 0 while an interrupt is wanted. It has to stay in memory for ever.
    public static func attach(flag: UnsafePointer<Int32>) {
        attached.store(UInt(bitPattern: flag), ordering: .relaxed)
    }

    /// Asks every running training to stop after its present batch.
    public static func request() { requested.store(true, ordering: .relaxed) }

    /// Takes ``request()`` back; the session clears its own flag.
    public static func clear() { requested.store(false, ordering: .relaxed) }

    /// - Throws: ``EngineError/Code/interrupted`` when a stop was asked for, from work that has no partial result to give.
    public static func check() throws {
        if isRequested { throw EngineError(.interrupted, "Interrupted.") }
    }
}
