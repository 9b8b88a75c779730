import CZeroMQ

/// Owns a ZeroMQ context: its I/O threads and the registry of its sockets.
///
/// A context may be used from any thread. Each ``Socket`` keeps its context alive, so it ends after the last of them.
public final class Context: Sendable {
    /// ZeroMQ's contexts are thread safe (zmq_ctx_new(3)), and the pointer never changes.
    nonisolated(unsafe) let handle: UnsafeMutableRawPointer

    /// Creates a context with one I/O thread.
    /// - Throws: ``ZeroMQError`` where the system has no file descriptors or memory left.
    public init() throws(ZeroMQError) {
        guard let handle = zmq_ctx_new() else { throw .last("create a ZeroMQ context") }
        self.handle = handle
    }

    /// Makes every blocking call on the context's sockets fail at once, now and later; the sockets can then be closed only.
    ///
    /// This is how another thread ends a thread that waits on its socket.
    public func shutdown() {
        zmq_ctx_shutdown(handle)
    }

    deinit {
        // A signal may interrupt the wait for the I/O thread, which has to end before the memory goes.
        while zmq_ctx_term(handle) != 0, zmq_errno() == EINTR {}
    }
}
