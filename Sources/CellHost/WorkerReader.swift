import Foundation
import Glibc
import WorkerProtocol

/// Reads the worker's socket and streams on a thread of its own until the worker is gone.
///
/// All state belongs to that thread.
final class WorkerReader {
    private let process: WorkerProcess
    private let handler: (Event) -> Void
    private var sequencer: OutputSequencer
    private var splitter = FrameSplitter()
    /// Text that waits to be joined with what follows it: a message for each line of a loop would drown the client.
    private var pending: (stream: TextStream, text: String, cell: Int)?
    private var lastFlush = ContinuousClock.now
    private var waitingSince: ContinuousClock.Instant?
    private static let batch = Duration.milliseconds(20)
    private static let largestBatch = 32 << 10
    private static let largestRead = 64 << 10
    /// How long a mark may be missing while nothing comes in.
    private static let patience = Duration.milliseconds(250)

    enum Event: Sendable {
        case step(OutputSequencer.Step)
        case frame(WorkerFrame)
        case ended(reason: String)
    }

    init(process: WorkerProcess, nonce: String, handler: @escaping (Event) -> Void) {
        self.process = process
        self.handler = handler
        sequencer = OutputSequencer(nonce: nonce)
    }

    func run() {
        var descriptors = [process.standardOutput, process.standardError, process.socket]
            .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while true {
            let ready = poll(&descriptors, nfds_t(descriptors.count), timeout())
            if ready < 0, errno != EINTR { break }
            // An event's frame is sent before its mark is written. So the frames are read after the streams and told
            // before them, and no mark is met whose event is not known.
            var texts: [(TextStream, [UInt8])] = []
            for (index, stream) in [TextStream.standardOutput, .standardError].enumerated() {
                guard descriptors[index].revents != 0 else { continue }
                let bytes = read(descriptors[index].fd)
                if bytes.isEmpty, descriptors[index].revents & Int16(POLLHUP) != 0 { descriptors[index].fd = -1 }
                if !bytes.isEmpty { texts.append((stream, bytes)) }
            }
            guard let frames = readFrames(waiting: descriptors[2].revents != 0) else { break }
            for frame in frames where !frame.isQuestion {
                perform(sequencer.append(frame))
                handler(.frame(frame))
            }
            for (stream, bytes) in texts { perform(sequencer.append(bytes, to: stream)) }
            for frame in frames where frame.isQuestion {
                drainText()
                handler(.frame(frame))
            }
            let moved = !texts.isEmpty || !frames.isEmpty
            tidy(moved: moved)
        }
        finish()
    }

    private func timeout() -> Int32 {
        var limit: Duration?
        if pending != nil { limit = Self.batch - (ContinuousClock.now - lastFlush) }
        if let since = waitingSince {
            let rest = Self.patience - (ContinuousClock.now - since)
            limit = min(limit ?? rest, rest)
        }
        guard let limit else { return -1 }
        let (seconds, attoseconds) = limit.components
        return max(0, Int32(seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }

    private func tidy(moved: Bool) {
        if pending != nil, ContinuousClock.now - lastFlush >= Self.batch { flush() }
        guard sequencer.isWaiting else {
            waitingSince = nil
            return
        }
        if moved || waitingSince == nil {
            waitingSince = .now
        } else if let since = waitingSince, ContinuousClock.now - since >= Self.patience {
            perform(sequencer.giveUpWaiting())
            waitingSince = nil
        }
    }

    private func read(_ descriptor: Int32) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.largestRead) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
    }

    /// The frames that are there; nil at the end of the worker.
    private func readFrames(waiting: Bool) -> [WorkerFrame]? {
        var frames: [WorkerFrame] = []
        var isFirst = waiting
        do {
            while true {
                let bytes = [UInt8](unsafeUninitializedCapacity: Self.largestRead) { buffer, count in
                    let flags = isFirst ? 0 : Int32(MSG_DONTWAIT)
                    count = max(0, recv(process.socket, buffer.baseAddress, buffer.count, flags))
                }
                guard !bytes.isEmpty else { return isFirst ? nil : frames }
                isFirst = false
                splitter.append(bytes)
                while let body = try splitter.next() {
                    frames.append(try FrameCodec.decode(WorkerFrame.self, from: body))
                }
                // Less than there was room for: that was all.
                if bytes.count < Self.largestRead { return frames }
            }
        } catch {
            // A cell wrote into our descriptor: nothing after this can be trusted.
            return nil
        }
    }

    /// What is in the pipes now; a question comes after the text that leads to it.
    private func drainText() {
        for (descriptor, stream) in [
            (process.standardOutput, TextStream.standardOutput), (process.standardError, .standardError),
        ] {
            while case let bytes = read(descriptor), !bytes.isEmpty { perform(sequencer.append(bytes, to: stream)) }
        }
        flush()
    }

    private func perform(_ steps: [OutputSequencer.Step]) {
        for step in steps {
            guard case .text(let stream, let text, let cell) = step else {
                flush()
                handler(.step(step))
                continue
            }
            if pending?.stream == stream, pending?.cell == cell {
                pending?.text += text
            } else {
                flush()
                pending = (stream, text, cell)
            }
            let isDue = ContinuousClock.now - lastFlush >= Self.batch
            if isDue || (pending?.text.utf8.count ?? 0) >= Self.largestBatch { flush() }
        }
    }

    private func flush() {
        guard let (stream, text, cell) = pending else { return }
        pending = nil
        lastFlush = .now
        handler(.step(.text(stream, text, cell: cell)))
    }

    private func finish() {
        let reason = process.end()
        drainText()
        perform(sequencer.giveUpWaiting())
        flush()
        handler(.ended(reason: reason))
    }
}

extension WorkerFrame {
    fileprivate var isQuestion: Bool {
        if case .ask = self { return true }
        return false
    }
}
