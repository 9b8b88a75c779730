import Charts
import Cuaderno
import Display
import Foundation
import NeuralEngine
import Synchronization
import Testing
import WorkerProtocol

/// What the worker and the cells' generated code call. One after the other: a process has one worker.
@Suite(.serialized) struct EntryPointTests {
    struct Swatch: Displayable {
        var mimeBundle: MIMEBundle { MIMEBundle(text: "a swatch", [.html: "<b>x</b>"]) }
    }

    @Test func theLastExpressionIsAResult() {
        let shown = FakeWorker.shown {
            __cuadernoShow(6 * 7)
            __cuadernoShow("hola")
            __cuadernoShow(Int?.none)
            __cuadernoShow([1, 2, 3])
            __cuadernoShow(Swatch())
            __cuadernoShow(Swatch?.some(Swatch()))
        }
        #expect(shown.allSatisfy { $0.kind == .result && $0.cell == FakeWorker.cell && $0.displayID == nil })
        #expect(shown.map { $0.data["text/plain"] } == ["42", "\"hola\"", "nil", "[1, 2, 3]", "a swatch", "a swatch"])
        #expect(shown.map { $0.data["text/html"] } == [nil, nil, nil, nil, "<b>x</b>", "<b>x</b>"])
    }

    @Test func whatHasNoValueShowsNothing() {
        let emissions = FakeWorker.emissions {
            __cuadernoShow(())
            __cuadernoShow(Swift.print("", terminator: ""))
        }
        #expect(emissions.isEmpty)
        // What `display` returns is on the screen already.
        let shown = FakeWorker.shown { __cuadernoShow(display(.text("once"))) }
        #expect(shown.map(\.kind) == [.display])
    }

    @Test func displaysUpdatesAndClearsCarryGrowingMarks() throws {
        let emissions = FakeWorker.emissions {
            let line = display(.text("step 0"))
            line.update(.text("step 1"))
            clearOutput(wait: true)
        }
        let first = try #require(emissions.first)
        guard case .show(_, let output) = first.frame else {
            Issue.record("expected an output, got \(first.frame)")
            return
        }
        let id = try #require(output.displayID)
        let mark = first.marker
        #expect(mark > 0)
        #expect(emissions.map(\.marker) == [mark, mark + 1, mark + 2])
        #expect(
            emissions.map(\.frame) == [
                .show(
                    marker: mark,
                    ShownOutput(cell: FakeWorker.cell, kind: .display, displayID: id, data: ["text/plain": "step 0"])),
                .show(
                    marker: mark + 1,
                    ShownOutput(cell: FakeWorker.cell, kind: .update, displayID: id, data: ["text/plain": "step 1"])
                ),
                .clear(marker: mark + 2, cell: FakeWorker.cell, wait: true),
            ])
    }

    @Test func variablesAreAnnouncedWithTypeAndValue() throws {
        let emissions = FakeWorker.emissions {
            __cuadernoBind("count", 3)
            __cuadernoBind("table", ["a": [1.5]])
            __cuadernoBindReading("maybe") { Swatch?.none }
            __cuadernoBind("points", Dataset.and)
        }
        #expect(emissions.allSatisfy { $0.marker == 0 })
        #expect(
            emissions.map(\.frame)
                == [
                    ("count", "Int", "3"), ("table", "[String: [Double]]", nil),
                    ("maybe", "EntryPointTests.Swatch?", nil),
                    ("points", "Dataset", "4 examples, features [2], 2 classes (−1 3, +1 1)"),
                ].map {
                    .bound(BoundName(cell: FakeWorker.cell, name: $0, type: $1, origin: .swift, summary: $2))
                })
        // Commands can name them.
        let shown = FakeWorker.shown {
            #expect(FakeWorker.command("%who", names: [LiveName(name: "f", kind: "func", cell: 2)]) == nil)
            #expect(FakeWorker.command("%plot data points") == nil)
        }
        let list = try #require(shown.first?.data["text/plain"])
        for piece in ["count", "[String: [Double]]", "f  ", "points"] { #expect(list.contains(piece), "\(list)") }
        #expect(shown.last?.data["image/svg+xml"] != nil)
    }

    /// What a variable holds is given back once, and the session forgets the name with it.
    @Test func replacedVariablesAreReleased() throws {
        final class Owner {}
        var owner: Owner? = Owner()
        weak let watched = owner
        let storage = UnsafeMutablePointer<[Owner]>.allocate(capacity: 1)
        storage.initialize(to: [try #require(owner)])
        owner = nil
        FakeWorker.variables.withLock { $0["held"] = UInt(bitPattern: storage) }
        let bound = FakeWorker.emissions { __cuadernoBind("held", storage.pointee) }
        guard case .bound(let name)? = bound.first?.frame else {
            Issue.record("expected a name, got \(bound)")
            return
        }
        #expect(name.ownsMemory)
        #expect(watched != nil)
        let json = Array(try JSONEncoder().encode(ReleaseRun(cell: FakeWorker.cell, symbols: ["held", "unknown"])))
        for _ in 0..<2 { #expect(cuadernoRelease(json, json.count) == nil) }
        #expect(watched == nil)
        // Numbers own nothing, and nothing is kept for them.
        let number = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        number.initialize(to: 3)
        FakeWorker.variables.withLock { $0["number"] = UInt(bitPattern: number) }
        let plainlyBound = FakeWorker.emissions { __cuadernoBind("number", 3) }
        guard case .bound(let plain)? = plainlyBound.first?.frame else {
            Issue.record("expected a name, got \(plainlyBound)")
            return
        }
        #expect(!plain.ownsMemory)
    }

    @Test func whatCommandsMakeIsReachedByAccessors() {
        let emissions = FakeWorker.emissions {
            #expect(FakeWorker.command("%data xor") == nil)
            #expect(FakeWorker.command("%network net dense(2, tanh) dense(1, sigmoid)") == nil)
            #expect(FakeWorker.command("%train net --on xor --epochs 2") == nil)
            #expect(FakeWorker.command("%network p perceptron") == nil)
            #expect(FakeWorker.command("%train p --on xor --epochs 3") == nil)
        }
        let bound = emissions.compactMap { emission -> String? in
            guard case .bound(let name) = emission.frame else { return nil }
            #expect(name.origin == .command)
            return "\(name.name): \(name.type)"
        }
        #expect(
            Set(bound) == [
                "xor: Dataset", "net: Sequential", "netHistory: History", "p: RosenblattPerceptron",
                "pTrace: PerceptronTrace",
            ])
        #expect(__cuadernoDataset("xor").count == 4)
        __cuadernoDefine("xor", Dataset.and)
        #expect(__cuadernoDataset("xor") == Dataset.and)
        #expect(__cuadernoSequential("net").name == "net")
        #expect(__cuadernoNetwork("net") === __cuadernoSequential("net"))
        #expect(__cuadernoHistory("netHistory").epochs == 2)
        #expect(__cuadernoRosenblattPerceptron("p").weights == __cuadernoPerceptronTrace("pTrace").weights)
    }

    @Test func aCommandThatFailsSaysWhy() throws {
        let message = try #require(FakeWorker.command("%nonsense"))
        #expect(message.contains("%nonsense"))
        let bytes = Array("{".utf8)
        let broken = try #require(cuadernoCommand(bytes, bytes.count))
        defer { free(broken) }
        #expect(String(cString: broken).contains("did not arrive whole"))
    }

    @Test func questionsGoToTheWorker() {
        var answers: [String?] = []
        _ = FakeWorker.emissions(answers: ["a", "b", "c"]) {
            answers = [input("name? "), password("key? "), readLine()]
        }
        #expect(answers == ["a to name? ", "b to key? hidden", "c to "])
        // Nobody is there, and the cell is being stopped.
        #expect(throws: InputError.unanswered(prompt: "?")) {
            try DisplayCenter.sink.ask(prompt: "?", isPassword: false)
        }
        FakeWorker.flag.pointee = 1
        defer { FakeWorker.flag.pointee = 0 }
        #expect(throws: InputError.interrupted) { try DisplayCenter.sink.ask(prompt: "?", isPassword: false) }
    }
}
