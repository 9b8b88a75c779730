import Testing
import WorkerProtocol

@Suite("Lanes", .serialized)
struct LaneTests {
    @Test("A cell runs to its end while another lane's spins, and each keeps its words")
    func besideASpinningCell() throws {
        let worker = try Session.begin()
        try worker.start(TestCell("lane_spinner", "print(\"spins\")\nvar rounds = 0\nwhile true { rounds += 1 }\n"))
        let spinning = worker.cell
        #expect(worker.waitForOutput("spins"))
        #expect(try worker.run(TestCell("lane_beside", "print(\"beside\")\n"), lane: 2) == .completed)
        #expect(worker.takeText().output.contains("<b\(worker.cell)>beside\n<f\(worker.cell)>"))
        // An asynchronous one needs the main actor's jobs, which the spinning cell does not let through.
        let waiting = TestCell(
            "lane_waiting", "try await Task.sleep(nanoseconds: 1_000_000)\nprint(await Task { 7 }.value)\n")
        #expect(try worker.run(waiting, lane: 2) == .completed)
        #expect(worker.takeText().output.contains("7\n"))
        try worker.interrupt(spinning)
        guard case .interrupted = try worker.outcome(of: spinning) else {
            Issue.record("not interrupted")
            return
        }
        try Session.expectWhole(worker)
    }

    @Test("A trap ends its own lane's cell and no other", arguments: [0, 1, 2])
    func trap(lane: Int) throws {
        let worker = try Session.begin()
        let other = lane == 0 ? 2 : 0
        try worker.start(
            TestCell("lane_patient", "print(\"waits\")\nusleep(300_000)\nprint(\"done\")\nimport Glibc\n"), lane: other)
        let patient = worker.cell
        #expect(worker.waitForOutput("waits"))
        for _ in 0..<5 {
            guard
                case .trapped(let trap) = try worker.run(
                    TestCell("lane_trap", "let a: [Int] = []\nprint(a[1])\n"), lane: lane)
            else {
                Issue.record("no trap")
                return
            }
            #expect(trap.thread == "the cell")
        }
        #expect(try worker.outcome(of: patient) == .completed)
        try Session.expectWhole(worker)
    }

    @Test("An interrupt stops the cell that it names", arguments: [(0, 2), (2, 0), (2, 3)])
    func interrupt(stopped: Int, kept: Int) throws {
        let worker = try Session.begin()
        try worker.start(TestCell("lane_kept", "print(\"kept\")\nusleep(400_000)\nimport Glibc\n"), lane: kept)
        let other = worker.cell
        try worker.start(TestCell("lane_endless", "print(\"endless\")\nwhile true {}\n"), lane: stopped)
        #expect(worker.waitForOutput("endless"))
        try worker.interrupt()
        guard case .interrupted = try worker.outcome() else {
            Issue.record("not interrupted")
            return
        }
        #expect(try worker.outcome(of: other) == .completed)
        try Session.expectWhole(worker)
    }

    @Test("Forty lanes at once")
    func all() throws {
        let worker = try Session.begin()
        var cells: [Int] = []
        for lane in 0..<40 {
            try worker.start(TestCell("lane_many", "usleep(50_000)\nprint(\"many\")\nimport Glibc\n"), lane: lane)
            cells.append(worker.cell)
        }
        for cell in cells { #expect(try worker.outcome(of: cell) == .completed) }
        try Session.expectWhole(worker)
    }

    @Test("A cell whose library another lane's cell saw first is one all the same: it can be stopped")
    func loadedAtOnce() throws {
        let worker = try Session.begin()
        for round in 0..<4 {
            var cells: [Int] = []
            let loops = (0..<4).map { TestCell("lane_loop\(round)_\($0)", "while true {}\n") }
            // Compiled before any starts, so that they are loaded at the same time.
            for loop in loops { _ = try CellFactory.library(of: loop) }
            for (lane, loop) in loops.enumerated() {
                try worker.start(loop, lane: lane)
                cells.append(worker.cell)
            }
            for cell in cells { try worker.interrupt(cell) }
            for cell in cells {
                guard case .interrupted = try worker.outcome(of: cell) else {
                    Issue.record("not interrupted")
                    return
                }
            }
        }
        try Session.expectWhole(worker)
    }
}
