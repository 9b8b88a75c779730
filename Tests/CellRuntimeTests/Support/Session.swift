import Testing
import WorkerProtocol

/// The cells that show that a session is whole.
enum Session {
    static let first = TestCell(
        "first", "var counter = 41\nvar words = [\"a\": 1]\nfunc bump() -> Int { counter += 1; return counter }\n")
    /// Uses a variable of the first cell from a task, so that tasks, printing and memory are seen to work.
    static let later = TestCell(
        "later",
        """
        @testable import Cell_first
        func next() async -> Int { words["k\\(counter)"] = counter; return bump() }
        let task = Task.detached { await next() }
        print("counter is", await task.value, words.count)
        """)

    /// A worker that has run the first cell.
    static func begin() throws -> WorkerDriver {
        _ = try CellFactory.library(of: first)
        let worker = try WorkerDriver(engine: CellFactory.engine())
        try #require(worker.greeting == .ready(pid: worker.pid))
        try #require(try worker.run(first) == .completed)
        return worker
    }

    /// Expects that the next cell finds everything as it was.
    static func expectWhole(_ worker: WorkerDriver, sourceLocation: SourceLocation = #_sourceLocation) throws {
        _ = worker.takeText()
        #expect(try worker.run(later) == .completed, sourceLocation: sourceLocation)
        let text = worker.takeText().output
        worker.visits += 1
        let expected = "counter is \(41 + worker.visits) \(1 + worker.visits)\n"
        #expect(text.contains(expected), "\(text)", sourceLocation: sourceLocation)
    }
}
