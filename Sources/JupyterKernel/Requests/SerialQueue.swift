/// Runs asynchronous work in the order in which it was added, one piece after the other.
final class SerialQueue: Sendable {
    private let jobs: AsyncStream<@Sendable () async -> Void>.Continuation
    private let task: Task<Void, Never>

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: (@Sendable () async -> Void).self)
        jobs = continuation
        task = Task.detached(priority: .userInitiated) {
            for await job in stream {
                await job()
            }
        }
    }

    deinit {
        cancel()
    }

    /// Adds work.
    func add(_ job: @escaping @Sendable () async -> Void) {
        jobs.yield(job)
    }

    /// Cancels the running work, and forgets the rest.
    func cancel() {
        jobs.finish()
        task.cancel()
    }
}
