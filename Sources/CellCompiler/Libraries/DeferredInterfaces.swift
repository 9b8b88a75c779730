/// The interfaces of modules that were not compiled but copied.
///
/// The compiler needs a module's interface only when a later cell imports it. Making one takes as long as a compilation, so
/// it is put off until then, or until nobody waits.
actor DeferredInterfaces {
    typealias Work = @Sendable () async throws -> Void

    private var deferred: [String: Work] = [:]
    private var running: [String: Task<Void, any Error>] = [:]
    private var newest: String?
    /// A cell that is run over and over needs only its last interface.
    private static let pause = Duration.milliseconds(150)

    /// Puts the work off.
    func put(off module: String, _ work: @escaping Work) {
        deferred[module] = work
        newest = module
        Task(priority: .background) {
            try await Task.sleep(for: Self.pause)
            if newest == module { try await complete([module]) }
        }
    }

    /// Returns when all of these modules have their interfaces.
    ///
    /// - Throws: What the work throws; it is tried again the next time.
    func complete(_ modules: Set<String>) async throws {
        var tasks: [String: Task<Void, any Error>] = [:]
        for module in modules {
            guard let work = deferred[module] else { continue }
            let task = running[module] ?? Task(operation: work)
            running[module] = task
            tasks[module] = task
        }
        for (module, task) in tasks {
            let result = await task.result
            running[module] = nil
            try result.get()
            deferred[module] = nil
        }
    }
}
