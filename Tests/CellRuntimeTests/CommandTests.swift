import Glibc
import Testing
import WorkerProtocol

@Suite(.serialized) struct CommandTests {
    @Test func runsOnTheCellThread() throws {
        let worker = try Session.begin()
        #expect(try worker.run(command: "%who") == .completed)
        #expect(try worker.run(command: "%fail") == .commandFailed(message: "no data set is called moons"))
        try Session.expectWhole(worker)
    }

    @Test(arguments: [("%crash", SIGSEGV), ("%abort", SIGABRT)])
    func trapsLikeACell(_ command: String, _ signal: Int32) throws {
        let worker = try Session.begin()
        let outcome = try worker.run(command: command)
        #expect(Ending.trapped(signal).matches(outcome), "\(outcome)")
        try Session.expectWhole(worker)
    }

    @Test func marksStandWhereTheEventBelongs() throws {
        let worker = try Session.begin()
        _ = worker.takeText()
        #expect(try worker.run(command: "%show") == .completed)
        #expect(worker.takeText().output == "<b2>before <e1>after\n<f2>")
        let shown = ShownOutput(cell: 2, kind: .display, data: ["text/plain": "picture"])
        #expect(worker.frames.contains(.show(marker: 1, shown)))
    }

    /// A command that looks at the flag ends by itself and keeps what it has.
    @Test func cooperativeInterrupt() throws {
        let worker = try Session.begin()
        _ = worker.takeText()
        try worker.start(command: "%fit")
        // On a busy machine it may take a while to begin.
        try #require(worker.waitForOutput("training\n"))
        worker.read(milliseconds: 50)
        try worker.interrupt()
        #expect(try worker.outcome() == .completed)
        #expect(worker.takeText().output.contains("stopped early"))
        try Session.expectWhole(worker)
    }

    @Test func deafCommandIsStopped() throws {
        let worker = try Session.begin()
        try worker.start(command: "%spin")
        worker.read(milliseconds: 20)
        try worker.interrupt()
        guard case .interrupted = try worker.outcome() else {
            Issue.record("not interrupted")
            return
        }
        try Session.expectWhole(worker)
    }

    @Test(arguments: ["Ada", "", nil])
    func asks(_ answer: String?) throws {
        let worker = try Session.begin()
        _ = worker.takeText()
        try worker.start(command: "%ask")
        let prompt: String? = worker.frame { frame in
            guard case .ask(2, let prompt, false) = frame else { return nil }
            return prompt
        }
        #expect(prompt == "name?")
        try worker.send(.answer(answer))
        #expect(try worker.outcome() == .completed)
        #expect(worker.takeText().output.contains("answer: \(answer ?? "none")\n"))
    }

    @Test func interruptEndsTheQuestion() throws {
        let worker = try Session.begin()
        _ = worker.takeText()
        try worker.start(command: "%ask")
        let isAsked: Bool? = worker.frame { if case .ask = $0 { true } else { nil } }
        #expect(isAsked == true)
        try worker.interrupt()
        switch try worker.outcome() {
        case .completed, .interrupted: break
        case let other: Issue.record("\(other)")
        }
        try Session.expectWhole(worker)
        // The answer that crossed the interrupt must not be taken for the next question's.
        try worker.start(command: "%ask")
        let isNext: Bool? = worker.frame { if case .ask(worker.cell, _, _) = $0 { true } else { nil } }
        #expect(isNext == true)
        try worker.send(.answer("late"))
        try worker.send(.answer("in time"))
        #expect(try worker.outcome() == .completed)
        #expect(worker.takeText().output.contains("answer: in time\n"))
    }
}
