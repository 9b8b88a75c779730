import JupyterProtocol
import Notebooks
import Testing

@Suite struct OutputLedgerTests {
    @Test func neighbouringPiecesOfAStreamAreOne() {
        let ledger = OutputLedger()
        for (name, text) in [("stdout", "a"), ("stdout", "b\n"), ("stderr", "c"), ("stdout", "d")] {
            ledger.stream(name, text, cell: 0)
        }
        #expect(
            ledger.outputs(of: 0) == [
                .stream(name: "stdout", text: "ab\n"), .stream(name: "stderr", text: "c"),
                .stream(name: "stdout", text: "d"),
            ])
        #expect(ledger.outputs(of: 1).isEmpty)
    }

    @Test(arguments: [
        (["10 %\r", "20 %\r", "done"], "done"), (["10 %", "\r20 %\n"], "20 %\n"), (["abc\u{8}d"], "abd"),
        // A line's end may be cut in two.
        (["a\r", "\nb"], "a\nb"), (["line\n", "123\r4"], "line\n423"), (["\r\nx"], "\nx"), (["ñandú\rÑ"], "Ñandú"),
        (["a\r"], "a\r"),
    ])
    func returnsAndBackspacesOverwrite(pieces: [String], shown: String) {
        let ledger = OutputLedger()
        for piece in pieces { ledger.stream("stdout", piece, cell: 0) }
        #expect(ledger.outputs(of: 0) == [.stream(name: "stdout", text: shown)])
    }

    @Test func anUpdateReplacesEveryPlaceOfItsID() {
        let ledger = OutputLedger()
        let shown = { (text: String) in NotebookOutput.display(data: ["text/plain": .string(text)], metadata: [:]) }
        ledger.show(shown("1"), id: "a", cell: 0)
        ledger.show(shown("other"), id: "b", cell: 0)
        ledger.show(.result(data: ["text/plain": "1"], metadata: [:], executionCount: 7), id: "a", cell: 1)
        ledger.update(["text/plain": "2"], metadata: [:], id: "a")
        ledger.update(["text/plain": "3"], metadata: [:], id: "unknown")
        #expect(ledger.outputs(of: 0) == [shown("2"), shown("other")])
        #expect(ledger.outputs(of: 1) == [.result(data: ["text/plain": "2"], metadata: [:], executionCount: 7)])
    }

    @Test func clearing() {
        let ledger = OutputLedger()
        let picture = NotebookOutput.display(data: ["text/plain": "x"], metadata: [:])
        ledger.show(picture, id: "a", cell: 0)
        ledger.clear(wait: true, cell: 0)
        #expect(ledger.outputs(of: 0) == [picture], "waits for the next output")
        ledger.stream("stdout", "new", cell: 0)
        #expect(ledger.outputs(of: 0) == [.stream(name: "stdout", text: "new")])
        // What was cleared is not updated any more.
        ledger.update(["text/plain": "late"], metadata: [:], id: "a")
        #expect(ledger.outputs(of: 0) == [.stream(name: "stdout", text: "new")])
        ledger.clear(wait: false, cell: 0)
        #expect(ledger.outputs(of: 0).isEmpty)
    }

    @Test func theOldestOutputsAreGivenUpFirst() {
        let ledger = OutputLedger(byteLimit: 100)
        for cell in 0..<5 { ledger.stream("stdout", String(repeating: "x", count: 30), cell: cell) }
        #expect(ledger.dropped == [0, 1])
        #expect(ledger.outputs(of: 0).isEmpty && !ledger.outputs(of: 4).isEmpty)
        // A picture that is drawn again and again is counted once.
        let other = OutputLedger(byteLimit: 100)
        other.show(.display(data: ["text/plain": "x"], metadata: [:]), id: "live", cell: 0)
        for step in 0..<100 { other.update(["text/plain": .string("step \(step)")], metadata: [:], id: "live") }
        #expect(other.dropped.isEmpty)
    }
}
