import Display
import Locks
import NeuralEngine
import WorkerProtocol

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Sends a cell's outputs to the kernel.
final class FrameSink: DisplaySink {
    let calls: WorkerCalls
    /// Marks grow by one, so that the kernel can tell the outputs' order. An atomic, because a thread that crashed or was
    /// interrupted would never give a lock back.
    private let lastMarker = Atomic<UInt64>(0)

    init(calls: WorkerCalls) { self.calls = calls }

    /// The number of the cell that the calling thread works for.
    var currentCell: Int { calls.currentCell() }

    func show(_ bundle: MIMEBundle, kind: DisplayKind) {
        let marker = nextMarker()
        let (shownKind, id) = kind.inFrames
        var metadata: [String: String] = [:]
        for (type, text) in bundle.metadata { metadata[type.rawValue] = text }
        let output = ShownOutput(
            cell: calls.currentCell(), kind: shownKind, displayID: id, data: bundle.data, metadata: metadata)
        emit(.show(marker: marker, output), marker: marker)
    }

    func clear(wait: Bool) {
        let marker = nextMarker()
        emit(.clear(marker: marker, cell: calls.currentCell(), wait: wait), marker: marker)
    }

    func ask(prompt: String, isPassword: Bool) throws(InputError) -> String {
        guard let answer = calls.ask(prompt, isPassword) else {
            throw Self.interruptArrives() ? .interrupted : .unanswered(prompt: prompt)
        }
        defer { free(answer) }
        return String(cString: answer)
    }

    func send(_ event: CommEvent) {
        let marker = nextMarker()
        emit(.comm(marker: marker, cell: calls.currentCell(), CommFrame(event)), marker: marker)
    }

    /// Tells the kernel what becomes of a frontend's message.
    func tell(_ reception: CommReception) {
        emit(.commReception(cell: calls.currentCell(), reception), marker: 0)
    }

    /// Whether the answer is missing because of an interrupt: the client takes the question back, and the interrupt itself
    /// comes on another way, maybe a moment later.
    private static func interruptArrives() -> Bool {
        for _ in 0..<50 {
            if Interruption.isRequested { return true }
            usleep(1000)
        }
        return false
    }

    /// Tells the kernel that a name has its value.
    ///
    /// - Parameters:
    ///   - summary: What the value is, where it can be told in a few words.
    ///   - ownsMemory: Whether its memory comes back only when the value is released.
    func tell(_ name: String, type: String, origin: BoundName.Origin, summary: String?, ownsMemory: Bool = false) {
        let bound = BoundName(
            cell: calls.currentCell(), name: name, type: type, origin: origin, summary: summary, ownsMemory: ownsMemory)
        emit(.bound(bound), marker: 0)
    }

    private func nextMarker() -> UInt64 { lastMarker.wrappingAdd(1, ordering: .relaxed).newValue }

    private func emit(_ frame: WorkerFrame, marker: UInt64) {
        // Frames hold texts and numbers only, which can always be encoded.
        try? FrameCodec.withEncoded(frame) { bytes in
            guard let base = bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { return }
            calls.emit(base, bytes.count, marker)
        }
    }
}

extension DisplayKind {
    fileprivate var inFrames: (ShownOutput.Kind, String?) {
        switch self {
        case .display(let id): (.display, id)
        case .update(let id): (.update, id)
        case .result: (.result, nil)
        }
    }
}
