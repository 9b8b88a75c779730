import Glibc
import Synchronization

/// What other threads hand to the thread that owns the sockets, in order.
final class Outbox: Sendable {
    /// One thing for the owner of the sockets to do.
    enum Event: Sendable {
        /// A message for every client.
        case publish([[UInt8]])
        /// Text that a cell wrote.
        case text(TextOutput)
        /// Anything else.
        case perform(@Sendable (RequestLoop) -> Void)

        fileprivate var size: Int {
            switch self {
            case .publish(let frames): frames.reduce(0) { $0 + $1.count }
            case .text(let output): output.text.utf8.count
            case .perform: 0
            }
        }
    }

    private struct State {
        var events: [Event] = []
        var bytes = 0
        var isClosed = false
    }

    /// A single message should not become so large that a browser chokes on it.
    private static let largestText = 64 << 10
    /// Where more waits, those that make outputs wait as well: a cell that prints without end must not fill the memory.
    private static let capacity = 16 << 20

    private let pipe: SelfPipe
    private let state = Mutex(State())

    init() throws(KernelError) {
        pipe = try SelfPipe()
    }

    /// Readable when something has been handed over.
    var fileDescriptor: Int32 {
        pipe.readDescriptor
    }

    /// Hands an output over. Waits while much more is made than clients take; the thread that takes must not call this.
    func postOutput(_ event: Event) {
        while state.withLock({ $0.bytes > Self.capacity && !$0.isClosed }) {
            // Looked at again and again rather than signalled: a wait is rare, and as long as a network is slow.
            usleep(1_000)
        }
        post(event)
    }

    /// Hands an event over.
    /// - Returns: false where the kernel has ended, and nobody will look at the event.
    @discardableResult
    func post(_ event: Event) -> Bool {
        let (isAccepted, isFirst) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            let isFirst = state.events.isEmpty
            state.bytes += event.size
            if !Self.merge(event, into: &state.events) { state.events.append(event) }
            return (true, isFirst)
        }
        if isFirst { pipe.write(0) }
        return isAccepted
    }

    /// Hands a piece of work over.
    @discardableResult
    func perform(_ work: @escaping @Sendable (RequestLoop) -> Void) -> Bool {
        post(.perform(work))
    }

    /// Takes everything that has been handed over.
    func take() -> [Event] {
        _ = pipe.take()
        return state.withLock { state in
            defer { (state.events, state.bytes) = ([], 0) }
            return state.events
        }
    }

    /// Takes everything and accepts nothing more.
    func close() -> [Event] {
        state.withLock { $0.isClosed = true }
        return take()
    }

    /// Adds text to the text before it, where both are of one cell and one stream.
    private static func merge(_ event: Event, into events: inout [Event]) -> Bool {
        guard case .text(let new) = event, case .text(var last)? = events.last,
            last.source === new.source, last.stream == new.stream, last.text.utf8.count < largestText
        else { return false }
        // Taken out first: appending to a string that two places hold would copy it each time.
        events.removeLast()
        last.text += new.text
        events.append(.text(last))
        return true
    }
}

/// Text that a cell wrote.
struct TextOutput: Sendable {
    let source: CellChannel
    let stream: OutputStream
    var text: String
}
