import ZeroMQ

/// Echoes whatever arrives, on a thread and with a ZeroMQ context of its own: neither a running cell nor a flood of output delays it.
final class Heartbeat: Sendable {
    private let context: Context
    private let thread: DedicatedThread

    /// - Throws: ``KernelError`` where the endpoint is taken.
    init(endpoint: String) throws(KernelError) {
        let context: Context
        do {
            context = try Context()
        } catch {
            throw KernelError(.systemResources, "\(error)")
        }
        // Made here, so that a taken port is reported; used by the thread alone, whose start orders the accesses.
        nonisolated(unsafe) let listener = try Listener.listening(context, .router, at: endpoint) {
            socket throws(ZeroMQError) in
            try socket.set(.linger(milliseconds: 0), .maximumFrameSize(1 << 20), .routerHandover(true))
        }
        self.context = context
        thread = try DedicatedThread.start(name: "jupyter-beat") {
            // The end of the context ends the loop.
            while let frames = try? listener.socket.receive(), (try? listener.socket.send(frames)) != nil {}
        }
    }

    /// Stops listening. To be called once.
    func stop() {
        context.shutdown()
        thread.join()
    }
}
