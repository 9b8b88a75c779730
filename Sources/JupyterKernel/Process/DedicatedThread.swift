import Glibc

/// A thread of its own, for work that blocks: it would hold up Swift's shared pool.
final class DedicatedThread: Sendable {
    fileprivate final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    private let thread: pthread_t

    /// Starts the thread.
    /// - Parameter name: at most 15 bytes, shown by `top -H` and debuggers.
    /// - Throws: ``KernelError`` where the system has no room for another thread.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) throws(KernelError) -> DedicatedThread {
        let start = Unmanaged.passRetained(Start(name: name, body: body))
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, threadMain, start.toOpaque())
        if code == 0 { return DedicatedThread(thread) }
        start.release()
        throw KernelError(.systemResources, "no thread can be started: \(String(cString: strerror(code)))")
    }

    private init(_ thread: pthread_t) {
        self.thread = thread
    }

    /// Waits until the thread's work is done. To be called once.
    func join() {
        pthread_join(thread, nil)
    }
}

private func threadMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let start = Unmanaged<DedicatedThread.Start>.fromOpaque(argument).takeRetainedValue()
    // Linux has a thread's name as a file too, and Glibc does not export `pthread_setname_np` to Swift.
    if let file = fopen("/proc/thread-self/comm", "we") {
        fputs(start.name, file)
        fclose(file)
    }
    start.body()
    return nil
}
