import ArgumentParser
import CellHost
import Glibc
import WorkerProtocol

/// `%time LINE`, `%%time`
struct TimeDirective: Directive {
    static let name = DirectiveName.time
    static let takesLine = true
    static let configuration = makeConfiguration(
        "%time let total = (1...1_000_000).reduce(0, +)\n%time %train clf --on moons",
        discussion: """
            The line stands behind it and runs as it would alone: what it declares is there afterwards. Wall time is that of the \
            running alone; what the compiler took is told beside it.
            """)

    func run(in context: DirectiveContext) async throws {
        try context.requireStatement(Self.name)
        let session = context.session
        let worker = try await session.readyWorker()
        let before = Self.processorTime(of: worker.pid)
        let activity = Activity.current
        activity?.spent = TimeSpent()
        try await context.runStatement()
        let spent = activity?.spent ?? TimeSpent()
        var text = "Wall time: \(RunTimes.text(spent.running.nanoseconds))"
        // A worker that was replaced meanwhile has a time of its own.
        if let before, let after = Self.processorTime(of: worker.pid), after >= before {
            text += ", processor time: \(RunTimes.text((after - before) * 1e9))"
        }
        if spent.compiling > .zero { text += " (compiled in \(RunTimes.text(spent.compiling.nanoseconds)))" }
        context.say(text)
    }

    /// Seconds of all threads of a process.
    private static func processorTime(of process: pid_t) -> Double? {
        var clock: clockid_t = 0
        var time = timespec()
        guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else { return nil }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
