package import WorkerProtocol

/// Puts the worker's events and texts into the order in which the cell made them.
///
/// Pure state: the reader feeds it and carries out what it returns.
package struct OutputSequencer {
    /// What is to be done next.
    package enum Step: Equatable {
        /// Text that was written for this cell.
        case text(TextStream, String, cell: Int)
        case show(ShownOutput)
        case clear(cell: Int, wait: Bool)
        case comm(cell: Int, CommFrame)
        /// Everything that belongs to the cell was handed on; `fatalText` as in ``RunResult``.
        case finished(cell: Int, Outcome, fatalText: String)
    }

    /// What is known of a cell that runs.
    private struct Cell {
        var outcome: Outcome?
        var finishedStreams: Set<TextStream> = []
        /// The run time's words about a trap come as text before the trap itself is told.
        var heldErrors = ""
        /// The trap was told, and the cell goes on.
        var isTrapTold = false
        /// The words about that trap.
        var trapErrors = ""

        mutating func keepTrapErrors() {
            guard isTrapTold, trapErrors.isEmpty else { return }
            trapErrors = heldErrors
            heldErrors = ""
        }
    }

    private var demultiplexers: [TextStream: StreamDemultiplexer]
    private var waitingEvents: [UInt64: Step] = [:]
    private var metMarks: Set<UInt64> = []
    /// The cells that run, by their numbers. What comes before any of them is held under 0.
    private var cells: [Int: Cell] = [0: Cell()]
    /// The cell that began last.
    private var latest = 0
    /// Whose text a stream carries.
    private var speakers: [TextStream: Int] = [:]
    /// The last cells that ended by a trap: what a second thread of theirs still says of its own is not wanted.
    private var trapped: [Int] = []
    /// The last cells that ended, of which marks may still come where they were not waited for.
    private var ended: [Int] = []
    private static let memory = 64

    package init(nonce: String) {
        let demultiplexer = StreamDemultiplexer(nonce: nonce)
        demultiplexers = [.standardOutput: demultiplexer, .standardError: demultiplexer]
    }

    /// True while something is kept back for a reason that may not come.
    package var isWaiting: Bool {
        cells.values.contains { $0.outcome != nil || !$0.heldErrors.isEmpty }
    }

    package mutating func append(_ bytes: some Sequence<UInt8>, to stream: TextStream) -> [Step] {
        var steps: [Step] = []
        for part in demultiplexers[stream]?.append(bytes) ?? [] { steps += take(part, from: stream) }
        return steps
    }

    package mutating func append(_ frame: WorkerFrame) -> [Step] {
        switch frame {
        case .show(let marker, let output): place(.show(output), at: marker)
        case .clear(let marker, let cell, let wait): place(.clear(cell: cell, wait: wait), at: marker)
        case .comm(let marker, let cell, let frame): place(.comm(cell: cell, frame), at: marker)
        case .finished(let cell, let outcome):
            {
                cells[cell, default: Cell()].outcome = outcome
                return finishIfComplete(cell)
            }()
        case .trapped(let cell):
            {
                cells[cell, default: Cell()].isTrapTold = true
                cells[cell]?.keepTrapErrors()
                return []
            }()
        case .ready, .unusable, .ask, .bound, .commReception: []
        }
    }

    /// Stops waiting: marks that did not come never will (a cell closed its streams).
    package mutating func giveUpWaiting() -> [Step] {
        var steps: [Step] = []
        for stream in [TextStream.standardOutput, .standardError] {
            for part in demultiplexers[stream]?.flush() ?? [] { steps += take(part, from: stream) }
        }
        steps += waitingEvents.sorted { $0.key < $1.key }.map(\.value)
        waitingEvents.removeAll()
        for cell in cells.keys.sorted() {
            if cells[cell]?.outcome != nil {
                cells[cell]?.finishedStreams = [.standardOutput, .standardError]
                steps += finishIfComplete(cell)
            } else {
                steps += releaseHeld(cell)
            }
        }
        return steps
    }

    private mutating func place(_ step: Step, at marker: UInt64) -> [Step] {
        guard marker != 0, metMarks.remove(marker) == nil else { return [step] }
        waitingEvents[marker] = step
        return []
    }

    private mutating func take(_ part: StreamDemultiplexer.Part, from stream: TextStream) -> [Step] {
        switch part {
        case .text(let text):
            let cell = speakers[stream] ?? latest
            return stream == .standardError ? takeError(text, of: cell) : [.text(stream, text, cell: cell)]
        case .marker(.event(let number)):
            if let step = waitingEvents.removeValue(forKey: number) { return [step] }
            metMarks.insert(number)
            return []
        case .marker(.finished(let cell)):
            guard !ended.contains(cell) else { return [] }
            cells[cell, default: Cell()].finishedStreams.insert(stream)
            return finishIfComplete(cell)
        case .marker(.began(let cell)):
            latest = cell
            speakers[stream] = cell
            if cells[cell] == nil, !ended.contains(cell) { cells[cell] = Cell() }
            return []
        case .marker(.speaks(let cell)):
            speakers[stream] = cell
            return []
        }
    }

    /// How the run time's words about a trap begin.
    private static let trapWords = [
        "Fatal error", "Precondition failed", "Assertion failed", "Could not cast value", "Simultaneous accesses",
    ]

    /// The C library's, where it finds its heap or a stack broken. Its writes bear no mark that says for which cell.
    package static let heapWords = [
        "free(): ", "malloc(): ", "realloc(): ", "munmap_chunk(): ", "double free or corruption", "corrupted size vs",
        "corrupted double-linked list", "malloc_consolidate(): ", "*** stack smashing detected ***",
    ]

    private mutating func takeError(_ text: String, of cell: Int) -> [Step] {
        let isRunning = cells[cell] != nil
        guard isRunning || trapped.contains(cell) else { return [.text(.standardError, text, cell: cell)] }
        if cells[cell]?.heldErrors.isEmpty == false {
            cells[cell]?.heldErrors += text
            return []
        }
        guard let mark = (Self.trapWords + Self.heapWords).lazy.compactMap({ text.firstRange(of: $0) }).first else {
            return [.text(.standardError, text, cell: cell)]
        }
        let lineStart = text[..<mark.lowerBound].lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
        // One trap is told; its second thread says the same.
        if isRunning, cells[cell]?.trapErrors.isEmpty == true {
            cells[cell]?.heldErrors = String(text[lineStart...])
            cells[cell]?.keepTrapErrors()
        }
        return lineStart == text.startIndex
            ? [] : [.text(.standardError, String(text[..<lineStart]), cell: cell)]
    }

    private mutating func releaseHeld(_ cell: Int) -> [Step] {
        guard let text = cells[cell]?.heldErrors, !text.isEmpty else { return [] }
        cells[cell]?.heldErrors = ""
        return [.text(.standardError, text, cell: cell)]
    }

    private mutating func finishIfComplete(_ number: Int) -> [Step] {
        guard let cell = cells[number], let outcome = cell.outcome, cell.finishedStreams.count == 2 else { return [] }
        var steps: [Step] = []
        var fatalText = ""
        switch outcome {
        case .trapped, .dropped:
            fatalText = cell.trapErrors.isEmpty ? cell.heldErrors : cell.trapErrors
            if fatalText.isEmpty {
                // Said by one that bears no mark.
                fatalText = cells[0]?.heldErrors ?? ""
                cells[0]?.heldErrors = ""
            }
            trapped = (trapped + [number]).suffix(Self.memory)
        default:
            cells[number]?.heldErrors = cell.trapErrors + cell.heldErrors
            steps = releaseHeld(number) + releaseHeld(0)
        }
        cells[number] = nil
        ended = (ended + [number]).suffix(Self.memory)
        // The marks of others may still wait for their events.
        if cells.count == 1 { metMarks = [] }
        return steps + [.finished(cell: number, outcome, fatalText: fatalText)]
    }
}
