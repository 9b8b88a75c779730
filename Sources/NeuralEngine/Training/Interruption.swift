import CKernels

/// How a long computation learns that it shall stop: every training looks here once a batch.
///
/// The session that runs cells attaches a flag of its own; ``request()`` does the same from Swift. The flags live in C,
/// where a look at them costs a nanosecond and a signal handler may set them.
public enum Interruption {
    /// Whether to stop.
    public static var isRequested: Bool { ck_should_stop() != 0 }

    /// Uses a flag of the session, not 0 while an interrupt is wanted. It has to stay in memory for ever.
    public static func attach(flag: UnsafePointer<Int32>) { ck_attach_stop_flag(flag) }

    /// Asks every running training to stop before its next batch.
    public static func request() { ck_request_stop(1) }

    /// Takes ``request()`` back; the session clears its own flag.
    public static func clear() { ck_request_stop(0) }

    /// - Throws: ``EngineError/Code/interrupted`` when a stop was asked for, from work that has no partial result to give.
    public static func check() throws {
        if isRequested { throw EngineError(.interrupted, "Interrupted.") }
    }
}
