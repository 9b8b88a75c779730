import Glibc
import ZeroMQ

/// Sends what is published, without losing anything to a client that is merely slow, and without growing for one that never reads.
///
/// ZeroMQ's own choice is to drop at once when a subscriber's queue is full, or never. Here a full queue makes messages wait, within
/// limits of time and memory; after that, the subscriber that is stuck loses messages, and no other one does.
struct Publisher {
    /// How many messages ZeroMQ queues for each subscriber.
    static let highWater: Int32 = 512
    /// How long a subscriber may hold up the others.
    static let patience: Duration = .milliseconds(500)
    /// How many bytes may wait meanwhile.
    static let backlogLimit = 32 << 20
    /// How long a stuck subscriber is not waited for, before it gets another chance.
    private static let penalty: Duration = .seconds(2)

    private enum State {
        /// Every subscriber keeps up.
        case keepingUp
        /// A subscriber's queue is full since then; messages wait.
        case waiting(since: ContinuousClock.Instant)
        /// A subscriber is stuck; it loses messages until then.
        case dropping(until: ContinuousClock.Instant)
    }

    private let socket: Socket
    private var state = State.keepingUp
    private var backlog: [[[UInt8]]] = []
    private var backlogStart = 0
    private var backlogBytes = 0

    init(_ socket: Socket) throws(ZeroMQError) {
        self.socket = socket
        try socket.set(.publisherKeepsAll(true))
    }

    /// Whether messages wait, and ``flush()`` is to be called again soon: ZeroMQ does not tell when a publisher can go on.
    var hasBacklog: Bool {
        backlogStart < backlog.count
    }

    /// Sends a message, or queues it behind those that wait.
    mutating func publish(_ frames: [[UInt8]]) throws(ZeroMQError) {
        if case .dropping(let end) = state, ContinuousClock.now >= end {
            // One more chance: where this message does not fit either, nobody is made to wait for it.
            try socket.set(.publisherKeepsAll(true))
            if try socket.trySend(frames) == .sent {
                state = .keepingUp
                return
            }
            try startDropping()
        }
        if !hasBacklog, try socket.trySend(frames) == .sent { return }
        backlog.append(frames)
        backlogBytes += frames.reduce(0) { $0 + $1.count }
        try flush()
    }

    /// Sends what waits, as far as possible.
    mutating func flush() throws(ZeroMQError) {
        while hasBacklog {
            if try socket.trySend(backlog[backlogStart]) == .sent {
                backlogBytes -= backlog[backlogStart].reduce(0) { $0 + $1.count }
                backlog[backlogStart] = []
                backlogStart += 1
                if case .waiting = state { state = .keepingUp }
                continue
            }
            let now = ContinuousClock.now
            var since = now
            if case .waiting(let start) = state { since = start }
            state = .waiting(since: since)
            guard now - since >= Self.patience || backlogBytes > Self.backlogLimit else { return }
            try startDropping()
        }
        backlog.removeAll(keepingCapacity: backlog.count <= 1_024)
        backlogStart = 0
    }

    private mutating func startDropping() throws(ZeroMQError) {
        try socket.set(.publisherKeepsAll(false))
        state = .dropping(until: .now + Self.penalty)
    }
}
