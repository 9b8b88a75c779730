import CellHost
import Testing
import WorkerProtocol

@Suite("Output in the order in which the cell made it")
struct OutputSequencerTests {
    private static let nonce = "n"
    private static let shown = ShownOutput(cell: 1, kind: .display, data: ["text/plain": "picture"])
    private static let trap = Trap(
        signal: 4, code: 0, address: 0, thread: "the cell", isStackOverflow: false, trace: [])

    private static func bytes(_ marker: StreamMarker) -> [UInt8] { marker.bytes(nonce: nonce) }

    @Test("A picture stands where its mark does, whichever came first", arguments: [true, false])
    func pictureAtItsMark(frameFirst: Bool) {
        var sequencer = OutputSequencer(nonce: Self.nonce)
        let text = Array("before".utf8) + Self.bytes(.event(1)) + Array("after".utf8)
        var steps: [OutputSequencer.Step] = []
        if frameFirst { steps += sequencer.append(.show(marker: 1, Self.shown)) }
        steps += sequencer.append(text, to: .standardOutput)
        if frameFirst {
            #expect(
                steps == [
                    .text(.standardOutput, "before", cell: 0), .show(Self.shown),
                    .text(.standardOutput, "after", cell: 0),
                ])
        } else {
            steps += sequencer.append(.show(marker: 1, Self.shown))
            #expect(steps.last == .show(Self.shown))
            #expect(steps.count == 3)
        }
    }

    @Test("The end waits for both streams")
    func endWaits() {
        var sequencer = OutputSequencer(nonce: Self.nonce)
        #expect(sequencer.append(.finished(cell: 4, .completed)).isEmpty)
        #expect(sequencer.append(Self.bytes(.finished(cell: 4)), to: .standardError).isEmpty)
        #expect(sequencer.isWaiting)
        let steps = sequencer.append(Array("last".utf8) + Self.bytes(.finished(cell: 4)), to: .standardOutput)
        #expect(
            steps == [.text(.standardOutput, "last", cell: 0), .finished(cell: 4, .completed, fatalText: "")])
        #expect(!sequencer.isWaiting)
    }

    @Test("The run time's words about a trap go into the error, not into the text")
    func fatalText() {
        var sequencer = OutputSequencer(nonce: Self.nonce)
        let words = "note\nSwift/Array.swift:1: Fatal error: Index out of range\n"
        let first = sequencer.append(Array(words.utf8), to: .standardError)
        #expect(first == [.text(.standardError, "note\n", cell: 0)])
        _ = sequencer.append(.finished(cell: 2, .trapped(Self.trap)))
        _ = sequencer.append(Self.bytes(.finished(cell: 2)), to: .standardError)
        let steps = sequencer.append(Self.bytes(.finished(cell: 2)), to: .standardOutput)
        #expect(
            steps == [
                .finished(
                    cell: 2, .trapped(Self.trap), fatalText: "Swift/Array.swift:1: Fatal error: Index out of range\n")
            ])
    }

    @Test("Words about a task's trap are kept for the error, however long the cell goes on", arguments: [true, false])
    func trapOfATask(frameFirst: Bool) {
        var sequencer = OutputSequencer(nonce: Self.nonce)
        _ = sequencer.append(Self.bytes(.began(cell: 2)), to: .standardError)
        let words = Array("Fatal error: in a task\n".utf8)
        if frameFirst { _ = sequencer.append(.trapped(cell: 2)) }
        #expect(sequencer.append(words, to: .standardError).isEmpty)
        if !frameFirst { _ = sequencer.append(.trapped(cell: 2)) }
        #expect(!sequencer.isWaiting)
        let later = sequencer.append(Array("later\n".utf8), to: .standardError)
        #expect(later == [.text(.standardError, "later\n", cell: 2)])
        // A second thread of the cell's meets the same.
        #expect(sequencer.append(words, to: .standardError).isEmpty)
        _ = sequencer.append(.finished(cell: 2, .dropped(Self.trap)))
        _ = sequencer.append(Self.bytes(.finished(cell: 2)), to: .standardOutput)
        #expect(
            sequencer.append(Self.bytes(.finished(cell: 2)), to: .standardError) == [
                .finished(cell: 2, .dropped(Self.trap), fatalText: "Fatal error: in a task\n")
            ])
    }

    @Test("A cell that only prints such words keeps them")
    func printedFatalText() {
        var sequencer = OutputSequencer(nonce: Self.nonce)
        #expect(sequencer.append(Array("Fatal error: not really\n".utf8), to: .standardError).isEmpty)
        _ = sequencer.append(.finished(cell: 2, .completed))
        _ = sequencer.append(Self.bytes(.finished(cell: 2)), to: .standardOutput)
        let steps = sequencer.append(Self.bytes(.finished(cell: 2)), to: .standardError)
        #expect(
            steps == [
                .text(.standardError, "Fatal error: not really\n", cell: 0),
                .finished(cell: 2, .completed, fatalText: ""),
            ])
    }

    @Test("What an earlier cell's task writes keeps its parent, and each stream has its own writer")
    func speakers() {
        var sequencer = OutputSequencer(nonce: Self.nonce)
        _ = sequencer.append(Self.bytes(.began(cell: 2)), to: .standardOutput)
        _ = sequencer.append(Self.bytes(.began(cell: 2)), to: .standardError)
        let text =
            Array("two".utf8) + Self.bytes(.speaks(cell: 1)) + Array("one".utf8) + Self.bytes(.speaks(cell: 2))
            + Array("two again".utf8)
        #expect(
            sequencer.append(text, to: .standardOutput) == [
                .text(.standardOutput, "two", cell: 2), .text(.standardOutput, "one", cell: 1),
                .text(.standardOutput, "two again", cell: 2),
            ])
        #expect(
            sequencer.append(Array("error".utf8), to: .standardError) == [.text(.standardError, "error", cell: 2)])
    }

    @Test("What an earlier cell's task says of its end is not taken for the running cell's trap")
    func trapOfAnother() {
        var sequencer = OutputSequencer(nonce: Self.nonce)
        _ = sequencer.append(Self.bytes(.began(cell: 2)), to: .standardError)
        let words = "Fatal error: of an outliving task\n"
        let steps = sequencer.append(Self.bytes(.speaks(cell: 1)) + Array(words.utf8), to: .standardError)
        #expect(steps == [.text(.standardError, words, cell: 1)])
    }

    @Test("A cell that closed its streams ends all the same")
    func closedStreams() {
        var sequencer = OutputSequencer(nonce: Self.nonce)
        _ = sequencer.append(.show(marker: 5, Self.shown))
        _ = sequencer.append(.finished(cell: 2, .completed))
        #expect(sequencer.giveUpWaiting() == [.show(Self.shown), .finished(cell: 2, .completed, fatalText: "")])
    }

    @Test("Two cells at once: each keeps its words, its trap and its end")
    func twoAtOnce() {
        var sequencer = OutputSequencer(nonce: Self.nonce)
        for cell in [2, 3] {
            for stream in [TextStream.standardOutput, .standardError] {
                _ = sequencer.append(Self.bytes(.began(cell: cell)), to: stream)
            }
        }
        let words = "Fatal error: of the second\n"
        let errors =
            Self.bytes(.speaks(cell: 2)) + Array("first".utf8) + Self.bytes(.speaks(cell: 3)) + Array(words.utf8)
            + Self.bytes(.speaks(cell: 2)) + Array("again".utf8)
        #expect(
            sequencer.append(errors, to: .standardError) == [
                .text(.standardError, "first", cell: 2), .text(.standardError, "again", cell: 2),
            ])
        #expect(sequencer.append(.finished(cell: 3, .trapped(Self.trap))).isEmpty)
        _ = sequencer.append(Self.bytes(.finished(cell: 3)), to: .standardError)
        #expect(
            sequencer.append(Self.bytes(.finished(cell: 3)), to: .standardOutput) == [
                .finished(cell: 3, .trapped(Self.trap), fatalText: words)
            ])
        #expect(!sequencer.isWaiting)
        let output = sequencer.append(Self.bytes(.speaks(cell: 2)) + Array("on".utf8), to: .standardOutput)
        #expect(output == [.text(.standardOutput, "on", cell: 2)])
        _ = sequencer.append(.finished(cell: 2, .completed))
        _ = sequencer.append(Self.bytes(.finished(cell: 2)), to: .standardError)
        #expect(
            sequencer.append(Self.bytes(.finished(cell: 2)), to: .standardOutput) == [
                .finished(cell: 2, .completed, fatalText: "")
            ])
    }
}
