import Glibc
import Testing
import WorkerProtocol

/// How a cell has to end.
enum Ending: Sendable {
    /// A trap in the cell's own course.
    case trapped(Int32)
    /// A trap elsewhere, after which the cell came to its end.
    case trappedElsewhere
    case overflowed
    /// A trap elsewhere that the cell waited for.
    case dropped
    case exited(Int32)
    case threw(type: String, message: String)
    case completed

    func matches(_ outcome: Outcome) -> Bool {
        switch (self, outcome) {
        case (.trapped(let signal), .trapped(let trap)): trap.signal == signal && trap.thread == "the cell"
        case (.trappedElsewhere, .trapped(let trap)): trap.thread != "the cell"
        case (.overflowed, .trapped(let trap)), (.overflowed, .dropped(let trap)): trap.isStackOverflow
        case (.dropped, .dropped): true
        case (.exited(let code), .exited(let found, _, _)): code == found
        case (.threw(let type, let message), .threw(let found, let text, _)): type == found && message == text
        case (.completed, .completed): true
        default: false
        }
    }
}

@Suite(.serialized) struct TrapTests {
    @Test(arguments: crashingCells)
    func costsNothing(_ cell: TestCell, _ ending: Ending) throws {
        let worker = try Session.begin()
        let outcome = try worker.run(cell)
        #expect(ending.matches(outcome), "\(outcome)")
        try Session.expectWhole(worker)
    }

    @Test func traceNamesTheCell() throws {
        let worker = try Session.begin()
        guard case .trapped(let trap) = try worker.run(TestCell("trace", "let a: [Int] = []\nprint(a[1])")) else {
            Issue.record("no trap")
            return
        }
        #expect(trap.trace.contains { $0.library.hasSuffix("Cell_trace.so") && $0.offset > 0 })
        #expect(trap.trace.allSatisfy { !$0.library.isEmpty })
    }

    @Test func textBeforeTheTrapIsShown() throws {
        let worker = try Session.begin()
        _ = worker.takeText()
        _ = try worker.run(TestCell("unfinished", "print(\"half a line\", terminator: \"\")\nfatalError(\"why\")"))
        let (output, errors) = worker.takeText()
        #expect(output == "<b2>half a line<f2>")
        #expect(errors.contains("Fatal error: why"))
    }

    @Test func backgroundTrapIsTheOldCells() throws {
        let worker = try Session.begin()
        let background = TestCell(
            "background",
            "Task.detached { try? await Task.sleep(nanoseconds: 20_000_000); let a: [Int] = []; print(a[1]) }")
        #expect(try worker.run(background) == .completed)
        let waiting = TestCell("waiting", "try await Task.sleep(nanoseconds: 100_000_000)\nprint(\"done\")")
        #expect(try worker.run(waiting) == .completed)
        #expect(worker.takeText().errors.contains("an earlier cell started crashed"))
        try Session.expectWhole(worker)
    }

    @Test func lazyGlobalIsTriedAgain() throws {
        let worker = try Session.begin()
        let lazy = TestCell(
            "lazyGlobal",
            """
            var isReady = false
            struct Box { static let value: Int = { if !isReady { fatalError("not yet") }; return 7 }() }
            print(Box.value)
            """)
        #expect(Ending.trapped(SIGILL).matches(try worker.run(lazy)))
        let again = TestCell("lazyAgain", "@testable import Cell_lazyGlobal\nisReady = true\nprint(\"now\", Box.value)")
        _ = worker.takeText()
        #expect(try worker.run(again) == .completed)
        #expect(worker.takeText().output.contains("now 7"))
    }
}
