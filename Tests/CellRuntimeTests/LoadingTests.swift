import Testing
import WorkerProtocol

@Suite(.serialized) struct LoadingTests {
    /// Cells are linked without libraries, so the worker has to hold what they call.
    @Test(arguments: [
        (
            TestCell(
                "regexBuilder", "import RegexBuilder\nprint(\"a12\".firstMatch(of: Regex { OneOrMore(.digit) })!.0)"),
            "12"
        ),
        (TestCell("xml", "import FoundationXML\nprint(XMLElement(name: \"name\").name ?? \"\")"), "name"),
        (TestCell("mutex", "import Synchronization\nprint(Mutex(3).withLock { $0 + 1 })"), "4"),
        (
            TestCell(
                "gradient",
                "import _Differentiation\n@differentiable(reverse) func f(_ x: Double) -> Double { x * x }\n"
                    + "print(gradient(at: 3, of: f))"), "6.0"
        ),
        (
            TestCell(
                "process",
                "import Foundation\nlet p = try Process.run(URL(fileURLWithPath: \"/bin/echo\"), arguments: [\"child\"])\np.waitUntilExit()"
            ), "child"
        ),
    ])
    func everyModuleOfTheToolchain(_ cell: TestCell, _ output: String) throws {
        let worker = try Session.begin()
        _ = worker.takeText()
        #expect(try worker.run(cell) == .completed)
        #expect(worker.takeText().output.contains("\(output)\n"))
    }

    @Test(arguments: [
        (TestCell("isolated", "@MainActor var n = 3\nMainActor.assumeIsolated { n += 1; print(\"n\", n) }"), "n 4"),
        (TestCell("mainQueue", "import Dispatch\nDispatchQueue.main.sync { print(\"queue\") }"), "queue"),
        (
            TestCell(
                "mainActorLater",
                "func f() async -> Int { await MainActor.run { 7 } }\nlet t = Task.detached { await f() }\nprint(await t.value)"
            ),
            "7"
        ),
        (
            TestCell(
                "clocks",
                """
                let clock = ContinuousClock()
                try await Task.sleep(until: clock.now + .milliseconds(5), clock: clock)
                try await SuspendingClock().sleep(for: .milliseconds(5))
                print("slept")
                """), "slept"
        ),
    ])
    func mainActorAndClocks(_ cell: TestCell, _ output: String) throws {
        let worker = try Session.begin()
        _ = worker.takeText()
        #expect(try worker.run(cell) == .completed)
        #expect(worker.takeText().output.contains("\(output)\n"))
    }

    @Test func symbolThatNobodyHas() throws {
        let worker = try Session.begin()
        let outcome = try worker.run(TestCell("undefined", "@_silgen_name(\"nowhere_to_be_found\") func g()\ng()"))
        guard case .unloadable(let reason) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(reason.contains("nowhere_to_be_found"))
        try Session.expectWhole(worker)
    }
}
