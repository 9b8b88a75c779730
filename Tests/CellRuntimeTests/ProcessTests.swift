import Foundation
import Glibc
import Testing
import WorkerProtocol

@Suite(.serialized) struct ProcessTests {
    @Test func libraryWithoutTheSymbolsIsUnusable() throws {
        let empty = try CellFactory.cLibrary("empty", "int nothing;")
        let worker = try WorkerDriver(engine: empty)
        guard case .unusable(let reason) = worker.greeting else {
            Issue.record("\(String(describing: worker.greeting))")
            return
        }
        #expect(reason.contains("cuaderno_attach"))
        #expect(reason.contains(empty))
    }

    @Test func missingLibraryIsUnusable() throws {
        let worker = try WorkerDriver(engine: "/nonexistent/libCuaderno.so")
        guard case .unusable(let reason) = worker.greeting else {
            Issue.record("\(String(describing: worker.greeting))")
            return
        }
        #expect(reason.contains("/nonexistent/libCuaderno.so"))
    }

    @Test func cellThatCannotBeLoaded() throws {
        let worker = try Session.begin()
        try worker.send(.run(CellRun(cell: 99, library: "/nonexistent/Cell.so", entryPoint: "main")))
        let reason: String? = worker.frame { frame in
            guard case .finished(99, .unloadable(let reason)) = frame else { return nil }
            return reason
        }
        #expect(reason?.contains("/nonexistent/Cell.so") == true)
        try Session.expectWhole(worker)
    }

    /// The kernel may be killed at any time, and the worker with all that its cells started must go with it.
    @Test(arguments: [TestCell("loop", "while true {}"), TestCell("idle", "print(1)")])
    func endsWithTheKernel(_ cell: TestCell) throws {
        var worker: WorkerDriver? = try Session.begin()
        let pid = try #require(worker?.pid)
        try worker?.start(cell)
        worker?.read(milliseconds: 20)
        worker?.disconnect()
        #expect(worker?.hasEnded == true)
        worker = nil
        #expect(kill(pid, 0) != 0)
    }

    @Test func unfinishedLinesAppear() throws {
        let worker = try Session.begin()
        _ = worker.takeText()
        try worker.start(
            TestCell(
                "progress", "print(\"50 %\", terminator: \"\")\ntry await Task.sleep(nanoseconds: 1_000_000_000_000)"))
        #expect(worker.waitForOutput("50 %"))
        try worker.interrupt()
        _ = try worker.outcome()
    }

    @Test func tasksOutliveTheirCell() throws {
        let worker = try Session.begin()
        let cell = TestCell(
            "outliving",
            "Task.detached { try? await Task.sleep(nanoseconds: 30_000_000); print(\"still here\", terminator: \"\") }")
        #expect(try worker.run(cell) == .completed)
        #expect(worker.waitForOutput("still here"))
    }

    /// Two traps in tasks stop Swift's own pool for ever on a machine with two processors.
    @Test func manyTasksAfterManyTraps() throws {
        let worker = try Session.begin()
        let trap = TestCell("poolTrap", "let t = Task.detached { [Int]()[Int(\"1\")!] }\nprint(await t.value)")
        for _ in 0..<6 { #expect(Ending.dropped.matches(try worker.run(trap))) }
        let group = TestCell(
            "group",
            """
            let sum = await withTaskGroup(of: Int.self) { g in
                for i in 0..<200 { g.addTask { try? await Task.sleep(nanoseconds: 1_000_000); return i } }
                return await g.reduce(0, +)
            }
            print("sum", sum)
            """)
        _ = worker.takeText()
        #expect(try worker.run(group) == .completed)
        #expect(worker.takeText().output.contains("sum 19900"))
    }

    /// Tasks that block all threads of the pool: more are added.
    @Test func blockedPoolGrows() throws {
        let worker = try Session.begin()
        let cell = TestCell(
            "blocking",
            """
            import Foundation
            let s = DispatchSemaphore(value: 0)
            for _ in 0..<8 { Task.detached { s.wait() } }
            let t = Task.detached { for _ in 0..<8 { s.signal() }; return "freed" }
            print(await t.value)
            """)
        _ = worker.takeText()
        #expect(try worker.run(cell) == .completed)
        #expect(worker.takeText().output.contains("freed"))
    }
}
