import Testing
import WorkerProtocol

@Suite(.serialized) struct InterruptTests {
    @Test(arguments: endlessCells)
    func stops(_ cell: TestCell) throws {
        let worker = try Session.begin()
        // More than once, for a thread is elsewhere each time.
        for moment in [2, 17, 40] {
            try worker.start(cell)
            worker.read(milliseconds: moment)
            try worker.interrupt()
            let outcome = try worker.outcome()
            guard case .interrupted = outcome else {
                Issue.record("\(outcome)")
                return
            }
            try Session.expectWhole(worker)
        }
    }

    /// An interrupt that arrives after the end is void, and does not hit the next cell.
    @Test func lateInterruptIsVoid() throws {
        let worker = try Session.begin()
        for _ in 0..<20 {
            try worker.start(TestCell("short", "let x = 1"))
            try worker.interrupt()
            let outcome = try worker.outcome()
            if case .interrupted = outcome { continue }
            #expect(outcome == .completed)
        }
        try Session.expectWhole(worker)
    }

    @Test func otherCellsTasksGoOn() throws {
        let worker = try Session.begin()
        let ticking = TestCell(
            "ticking",
            "var ticks = 0\nTask.detached { while true { try? await Task.sleep(nanoseconds: 1_000_000); ticks += 1 } }")
        #expect(try worker.run(ticking) == .completed)
        let spinning = TestCell("spinningTask", "let t = Task.detached { while true {} }\nawait t.value")
        try worker.start(spinning)
        worker.read(milliseconds: 20)
        try worker.interrupt()
        guard case .interrupted = try worker.outcome() else {
            Issue.record("not interrupted")
            return
        }
        let watching = TestCell(
            "watching",
            """
            @testable import Cell_ticking
            let before = ticks
            while ticks < before + 3 { try await Task.sleep(nanoseconds: 1_000_000) }
            """)
        #expect(try worker.run(watching) == .completed)
    }
}

private let foundation = "import Foundation\n"

/// Cells that never end, of every kind.
let endlessCells: [TestCell] = [
    TestCell("spin", "while true {}"),
    TestCell("append", "var a: [Int] = []\nwhile true { a.append(1); if a.count > 100_000 { a = [] } }"),
    TestCell("strings", "var s = \"\"\nwhile true { s += \"x\"; if s.count > 2_000 { s = \"\" } }"),
    TestCell(
        "dictionary",
        "var d: [Int: String] = [:]\nvar i = 0\nwhile true { d[i] = \"v\\(i)\"; i += 1; if d.count > 9_999 { d = [:] } }"
    ),
    TestCell(
        "objects", "final class N { var n: N?; init(_ n: N?) { self.n = n } }\nvar h: N?\nwhile true { h = N(N(nil)) }"),
    TestCell(
        "casts", "let xs: [Any] = [1, \"a\", 2.0]\nvar n = 0\nwhile true { for x in xs { if x is String { n &+= 1 } } }"
    ),
    TestCell("prints", "var i = 0\nwhile true { print(\"line\", i); i += 1 }"),
    TestCell("sorting", "var a = Array(0..<50_000)\nwhile true { a.sort(by: >); a.reverse() }"),
    TestCell("formats", foundation + "var n = 0\nwhile true { n += String(format: \"%d %f\", 1, 2.0).count }"),
    TestCell("sines", foundation + "var x = 0.5\nwhile true { x = sin(x) + cos(x) }"),
    TestCell("sleeps", foundation + "sleep(1_000)"),
    TestCell("semaphore", foundation + "DispatchSemaphore(value: 0).wait()"),
    TestCell("locked", foundation + "let l = NSLock()\nl.lock()\nl.lock()"),
    TestCell("runLoop", foundation + "while true { RunLoop.current.run(until: Date(timeIntervalSinceNow: 1)) }"),
    TestCell("threads", foundation + "for _ in 0..<3 { Thread { while true {} }.start() }\nwhile true { sleep(1) }"),
    TestCell("concurrent", foundation + "DispatchQueue.concurrentPerform(iterations: 3) { _ in while true {} }"),
    TestCell("json", foundation + "let o = [\"k\": [1, 2]]\nwhile true { _ = try JSONEncoder().encode(o) }"),
    TestCell(
        "regex", "let r = try Regex(\"(a+)+b\")\nprint(String(repeating: \"a\", count: 40).firstMatch(of: r) as Any)"),
    TestCell("awaitNever", "await withUnsafeContinuation { (c: UnsafeContinuation<Void, Never>) in }"),
    TestCell("awaitSleep", "try await Task.sleep(nanoseconds: 1_000_000_000_000)"),
    TestCell("awaitSpin", "func f() async { while true {} }\nawait f()"),
    TestCell("ignoring", "let t = Task { while true { await Task.yield() } }\nawait t.value"),
    TestCell("sleepLoop", "while true { try? await Task.sleep(nanoseconds: 1_000_000) }"),
    TestCell("groupSpin", "await withTaskGroup(of: Void.self) { g in for _ in 0..<3 { g.addTask { while true {} } } }"),
]
