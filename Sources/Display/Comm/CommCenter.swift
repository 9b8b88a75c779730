import Locks

/// The session's comms, and who listens to each.
///
/// The lock is held for changes of the tables only, never while a handler runs: a cell that crashes there would keep it.
package enum CommCenter {
    /// What a cell wants called. `@unchecked Sendable`: one that is not made for it is called on the thread of the cells alone.
    struct Handler: @unchecked Sendable {
        let call: (CommMessage) throws -> Void
    }

    /// What a cell wants called with new comms. `@unchecked Sendable`: as ``Handler``.
    struct TargetHandler: @unchecked Sendable {
        let call: (Comm, CommMessage) throws -> Void
    }

    /// One comm.
    private struct Entry {
        let comm: Comm
        var handler: Handler?
        var handlerAtOnce: Handler?
        var closeHandler: Handler?
        var streams: [AsyncStream<CommMessage>.Continuation] = []
        /// What came before anybody listened, latest last.
        var early: [Early] = []
        /// What ``CommCenter/handle(_:)`` is to do about the events that wait, in their order.
        var waiting: [Rest] = []
        /// The frontend has closed it.
        var isClosed = false

        var hasListener: Bool { handler != nil || handlerAtOnce != nil || !streams.isEmpty }
    }

    /// What is left to do about an event that waits.
    private enum Rest: Equatable {
        /// Everything: it is a new comm, or waits for the target's handler.
        case all
        /// To call the handler.
        case handler
        /// As ``handler``; and streams that come until then have it as well.
        case early(Int)
    }

    private struct Early {
        let number: Int
        let message: CommMessage
    }

    private struct State {
        var lastNumber = 0
        var entries: [String: Entry] = [:]
        var targets: [String: TargetHandler] = [:]
    }

    private static let state = Mutex(State())
    private static let earlyLimit = 64
    private static let streamLimit = 1_024

    // MARK: The session's end

    static func add(_ comm: Comm) {
        state.withLock { $0.entries[comm.id] = Entry(comm: comm) }
    }

    static func isOpen(_ id: String) -> Bool {
        state.withLock { $0.entries[id].map { !$0.isClosed } ?? false }
    }

    /// - Returns: false where it was closed before.
    @discardableResult
    package static func remove(_ id: String) -> Bool {
        guard let entry = state.withLock({ $0.entries.removeValue(forKey: id) }) else { return false }
        for stream in entry.streams { stream.finish() }
        return !entry.isClosed
    }

    static func register(_ target: String, _ handler: TargetHandler?) {
        state.withLock { $0.targets[target] = handler }
    }

    static func handle(_ id: String, _ handler: Handler) {
        state.withLock { $0.entries[id]?.handler = handler }
    }

    static func handleAtOnce(_ id: String, _ handler: Handler) {
        state.withLock { $0.entries[id]?.handlerAtOnce = handler }
    }

    static func handleClose(_ id: String, _ handler: Handler) {
        state.withLock { $0.entries[id]?.closeHandler = handler }
    }

    static func stream(_ id: String) -> AsyncStream<CommMessage> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: CommMessage.self, bufferingPolicy: .bufferingNewest(streamLimit))
        let early = state.withLock { state -> [Early]? in
            guard var entry = state.entries[id], !entry.isClosed else { return nil }
            defer { state.entries[id] = entry }
            entry.streams.append(continuation)
            defer { entry.early = [] }
            return entry.early
        }
        for message in early ?? [] { continuation.yield(message.message) }
        if early == nil { continuation.finish() }
        return stream
    }

    // MARK: The frontend's end

    /// What is to be done about an event of the frontend.
    package struct Delivery: Sendable {
        /// Whether a comm or target is there for it.
        package var isKnown = true
        /// Whether ``CommCenter/handle(_:)`` is to be called when no cell runs.
        package var waits = false
        fileprivate var message: CommMessage?
        fileprivate var handler: Handler?
        fileprivate var streams: [AsyncStream<CommMessage>.Continuation] = []
        fileprivate var isEnd = false

        /// Hands the message to those who take it now.
        package func perform() throws {
            for stream in streams {
                if let message { stream.yield(message) }
                if isEnd { stream.finish() }
            }
            if let handler, let message { try handler.call(message) }
        }
    }

    /// Takes an event beside the cells.
    package static func deliver(_ event: CommEvent) -> Delivery {
        state.withLock { state in
            if case .open(let target) = event.kind {
                guard state.targets[target] != nil else { return Delivery(isKnown: false) }
                var entry = Entry(comm: Comm(id: event.id, target: target))
                entry.waiting = [.all]
                state.entries[event.id] = entry
                return Delivery(waits: true)
            }
            guard var entry = state.entries[event.id], !entry.isClosed else { return Delivery(isKnown: false) }
            var delivery = Delivery(waits: true)
            if entry.waiting.contains(.all) {
                entry.waiting.append(.all)
            } else {
                state.lastNumber += 1
                delivery = take(event, &entry, number: state.lastNumber)
            }
            entry.isClosed = event.kind == .close
            state.entries[event.id] = entry.isClosed && !delivery.waits ? nil : entry
            return delivery
        }
    }

    /// What those are to be told who listen beside the cells.
    ///
    /// - Parameter number: of the message, should it be early; nil: nothing waits any more.
    private static func take(_ event: CommEvent, _ entry: inout Entry, number: Int?) -> Delivery {
        guard event.kind != .close else {
            // The messages before it may still wait for their handler.
            let waits = !entry.waiting.isEmpty || entry.handler != nil || entry.closeHandler != nil
            if waits, number != nil { entry.waiting.append(.handler) }
            return Delivery(waits: waits, streams: entry.streams, isEnd: true)
        }
        guard entry.hasListener else {
            // The cell that opened the comm may be about to listen.
            entry.early = (entry.early + [Early(number: number ?? 0, message: event.message)]).suffix(earlyLimit)
            if let number { entry.waiting.append(.early(number)) }
            return Delivery(waits: true)
        }
        let waits = entry.handler != nil
        if waits, number != nil { entry.waiting.append(.handler) }
        return Delivery(
            waits: waits, message: event.message, handler: entry.handlerAtOnce, streams: entry.streams)
    }

    /// Does what waited until no cell runs. Called for the events of a comm in their order.
    package static func handle(_ event: CommEvent) throws {
        if case .open(let target) = event.kind {
            try open(event, target)
            return
        }
        let (delivery, handlers) = state.withLock { state -> (Delivery?, [Handler]) in
            guard var entry = state.entries[event.id], !entry.waiting.isEmpty else { return (nil, []) }
            let rest = entry.waiting.removeFirst()
            let delivery = rest == .all ? take(event, &entry, number: nil) : nil
            var handlers = [event.kind == .close ? entry.closeHandler : entry.handler].compactMap(\.self)
            if case .early(let number) = rest {
                if let handler = entry.handlerAtOnce { handlers.append(handler) }
                if !handlers.isEmpty { entry.early.removeAll { $0.number == number } }
            }
            state.entries[event.id] = event.kind == .close ? nil : entry
            return (delivery, handlers)
        }
        try delivery?.perform()
        for handler in handlers { try handler.call(event.message) }
    }

    private static func open(_ event: CommEvent, _ target: String) throws {
        let (comm, handler) = state.withLock { ($0.entries[event.id]?.comm, $0.targets[target]) }
        guard let comm else { return }
        // It may have been unregistered meanwhile.
        guard let handler else { return comm.close() }
        try handler.call(comm, event.message)
        state.withLock { _ = $0.entries[event.id]?.waiting.removeFirst() }
    }
}
