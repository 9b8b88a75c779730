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
        /// Everything that belongs to the cell was handed on; `fatalText` as in ``RunResult``.
        case finished(cell: Int, Outcome, fatalText: String)
    }

    private var demultiplexers: [TextStream: StreamDemultiplexer]
    private var waitingEvents: [UInt64: Step] = [:]
    private var metMarks: Set<UInt64> = []
    private var finish: (cell: Int, outcome: Outcome)?
    private var finishedStreams: [TextStream: Int] = [:]
    /// The cell that runs, or ran last.
    private var running = 0
    /// Whose text a stream carries.
    private var speakers: [TextStream: Int] = [:]
    /// The run time's words about a trap come as text before the trap itself is told.
    private var heldErrors = ""
    /// The trap was told, and the cell goes on.
    private var isTrapTold = false
    /// The words about that trap.
    private var trapErrors = ""
    /// The last cells that ended by a trap: what a second thread of theirs still says of its own is not wanted.
    private var trapped: [Int] = []
    private static let trappedCapacity = 64

    package init(nonce: String) {
        let demultiplexer = StreamDemultiplexer(nonce: nonce)
        demultiplexers = [.standardOutput: demultiplexer, .standardError: demultiplexer]
    }

    /// True while something is kept back for a reason that may not come.
    package var isWaiting: Bool { finish != nil || !heldErrors.isEmpty }

    package mutating func append(_ bytes: some Sequence<UInt8>, to stream: TextStream) -> [Step] {
        var steps: [Step] = []
        for part in demultiplexers[stream]?.append(bytes) ?? [] { steps += take(part, from: stream) }
        return steps + finishIfComplete()
    }

    package mutating func append(_ frame: WorkerFrame) -> [Step] {
        switch frame {
        case .show(let marker, let output): place(.show(output), at: marker)
        case .clear(let marker, let cell, let wait): place(.clear(cell: cell, wait: wait), at: marker)
        case .finished(let cell, let outcome):
            {
                finish = (cell, outcome)
                return finishIfComplete()
            }()
        case .trapped:
            {
                isTrapTold = true
                keepTrapErrors()
                return []
            }()
        case .ready, .unusable, .ask, .bound: []
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
        if let finish {
            finishedStreams = [.standardOutput: finish.cell, .standardError: finish.cell]
            steps += finishIfComplete()
        } else {
            steps += releaseHeld()
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
            let cell = speakers[stream] ?? running
            return stream == .standardError ? takeError(text, of: cell) : [.text(stream, text, cell: cell)]
        case .marker(.event(let number)):
            if let step = waitingEvents.removeValue(forKey: number) { return [step] }
            metMarks.insert(number)
            return []
        case .marker(.finished(let cell)):
            finishedStreams[stream] = cell
            return finishIfComplete()
        case .marker(.began(let cell)):
            running = cell
            speakers[stream] = cell
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
        guard cell == running || trapped.contains(cell) else { return [.text(.standardError, text, cell: cell)] }
        guard heldErrors.isEmpty || cell != running else {
            heldErrors += text
            return []
        }
        guard let mark = (Self.trapWords + Self.heapWords).lazy.compactMap({ text.firstRange(of: $0) }).first else {
            return [.text(.standardError, text, cell: cell)]
        }
        let lineStart = text[..<mark.lowerBound].lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
        // One trap is told; its second thread says the same.
        if !trapped.contains(cell), trapErrors.isEmpty {
            heldErrors = String(text[lineStart...])
            keepTrapErrors()
        }
        return lineStart == text.startIndex
            ? [] : [.text(.standardError, String(text[..<lineStart]), cell: cell)]
    }

    private mutating func keepTrapErrors() {
        guard isTrapTold, trapErrors.isEmpty else { return }
        trapErrors = heldErrors
        heldErrors = ""
    }

    private mutating func releaseHeld() -> [Step] {
        defer { heldErrors = "" }
        return heldErrors.isEmpty ? [] : [.text(.standardError, heldErrors, cell: running)]
    }

    private mutating func finishIfComplete() -> [Step] {
        guard let (cell, outcome) = finish,
            finishedStreams[.standardOutput] == cell, finishedStreams[.standardError] == cell
        else { return [] }
        finish = nil
        finishedStreams = [:]
        metMarks = []
        var steps: [Step] = []
        var fatalText = ""
        switch outcome {
        case .trapped, .dropped:
            fatalText = trapErrors.isEmpty ? heldErrors : trapErrors
            heldErrors = ""
            trapped = (trapped + [cell]).suffix(Self.trappedCapacity)
        default:
            heldErrors = trapErrors + heldErrors
            steps = releaseHeld()
        }
        isTrapTold = false
        trapErrors = ""
        return steps + [.finished(cell: cell, outcome, fatalText: fatalText)]
    }
}
