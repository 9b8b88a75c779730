import ZeroMQ

/// Sends what is published, without losing anything to a client that is merely slow, and without growing for one that never reads.
///
/// ZeroMQ's own choice is to drop at once when a subscriber's queue is full, or never. Here a full queue makes the messages wait. A
/// subscriber that takes nothing for a second is stuck: from then on it loses messages, while they go out at a pace at which the
/// queues of the others do not fill up.
struct Publisher {
    /// How many messages ZeroMQ queues for each subscriber.
    static let highWater: Int32 = 1_000
    /// How long a subscriber may hold up the others.
    private static let patience: Duration = .seconds(1)
    /// How long a stuck subscriber is not waited for, before it gets another chance.
    private static let penalty: Duration = .seconds(2)
    /// What is sent in one step while a subscriber is stuck, and how long a step takes: up to 25 MB/s, or 10,000 messages. A
    /// client in Python takes four times as much, and much less where the machine is busy.
    private static let (stepMessages, stepBytes, step) = (100, 1 << 18, Duration.milliseconds(10))
    /// Where more waits, no further outputs should be made.
    private static let congestion = 8 << 20

    private enum State {
        /// Every subscriber keeps up.
        case keepingUp
        /// A subscriber's queue is full since then.
        case waiting(since: ContinuousClock.Instant)
        /// A subscriber is stuck, and loses messages until then.
        case dropping(until: ContinuousClock.Instant, Pace)
        /// The time is over: whether it is still stuck, the next message will tell.
        case probing
    }

    private struct Pace {
        var start = ContinuousClock.now
        var messages = 0
        var bytes = 0
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

    /// Whether so much waits that those who make outputs should wait as well.
    var isCongested: Bool {
        backlogBytes > Self.congestion
    }

    /// Sends a message, or queues it behind those that wait.
    mutating func publish(_ frames: [[UInt8]]) throws(ZeroMQError) {
        if !hasBacklog, case .keepingUp = state, try socket.trySend(frames) == .sent { return }
        backlog.append(frames)
        backlogBytes += Self.size(frames)
        try flush()
    }

    /// Sends what waits, as far as possible.
    mutating func flush() throws(ZeroMQError) {
        while hasBacklog {
            guard try mayGoOn() else { return }
            if try socket.trySend(backlog[backlogStart]) == .sent {
                noteSent()
            } else if try !waits() {
                return
            }
        }
        backlog.removeAll(keepingCapacity: backlog.count <= 1_024)
        backlogStart = 0
    }

    private mutating func noteSent() {
        let size = Self.size(backlog[backlogStart])
        backlog[backlogStart] = []
        backlogStart += 1
        backlogBytes -= size
        switch state {
        case .keepingUp: break
        case .waiting, .probing: state = .keepingUp
        case .dropping(let end, var pace):
            pace.messages += 1
            pace.bytes += size
            state = .dropping(until: end, pace)
        }
    }

    /// Whether another message may be sent: always, but for the pace while a subscriber is stuck.
    private mutating func mayGoOn() throws(ZeroMQError) -> Bool {
        guard case .dropping(let end, let pace) = state else { return true }
        let now = ContinuousClock.now
        if now >= end {
            try socket.set(.publisherKeepsAll(true))
            state = .probing
        } else if pace.messages >= Self.stepMessages || pace.bytes >= Self.stepBytes {
            guard now - pace.start >= Self.step else { return false }
            state = .dropping(until: end, Pace())
        }
        return true
    }

    /// Decides what to do about a full queue.
    /// - Returns: whether sending goes on, with the subscriber that is stuck left behind.
    private mutating func waits() throws(ZeroMQError) -> Bool {
        switch state {
        case .keepingUp:
            state = .waiting(since: .now)
            return false
        case .waiting(let since):
            guard ContinuousClock.now - since >= Self.patience else { return false }
        case .probing, .dropping:
            break
        }
        try socket.set(.publisherKeepsAll(false))
        state = .dropping(until: .now + Self.penalty, Pace())
        return true
    }

    private static func size(_ frames: [[UInt8]]) -> Int {
        frames.reduce(0) { $0 + $1.count }
    }
}
