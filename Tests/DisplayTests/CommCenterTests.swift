import Display
import JSONValues
import Testing

/// What a frontend's events bring, as the worker calls for them: first beside the cells, then, for what waits, between them.
@Suite("Comms of the session")
struct CommCenterTests {
    /// What handlers were called with, in order; the tests call them on their own thread.
    private final class Log {
        var entries: [String] = []

        func note(_ word: String) -> (CommMessage) -> Void {
            { [unowned self] in entries.append("\(word) \($0.data["n"]?.integer ?? -1)") }
        }
    }

    private static func event(_ kind: CommEvent.Kind, _ id: String, _ number: Int = 0) -> CommEvent {
        CommEvent(kind, id: id, message: CommMessage(["n": .integer(number)]))
    }

    /// Delivers events and then does what waited of them.
    private static func send(_ events: [CommEvent], isBusy: () throws -> Void = {}) throws -> [Bool] {
        var waiting: [CommEvent] = []
        var known: [Bool] = []
        for event in events {
            let delivery = CommCenter.deliver(event)
            known.append(delivery.isKnown)
            try delivery.perform()
            if delivery.waits { waiting.append(event) }
        }
        try isBusy()
        for event in waiting { try CommCenter.handle(event) }
        return known
    }

    @Test("Messages reach the handlers in their order")
    func order() throws {
        let comm = Comm.open(target: "t")
        let log = Log()
        comm.onMessage(log.note("message"))
        comm.onClose(log.note("close"))
        let events = (0..<3).map { Self.event(.message, comm.id, $0) } + [Self.event(.close, comm.id, 9)]
        #expect(try Self.send(events) == [true, true, true, true])
        #expect(log.entries == ["message 0", "message 1", "message 2", "close 9"])
        #expect(!comm.isOpen)
        #expect(throws: CommError.self) { try comm.send([:]) }
        #expect(try Self.send([Self.event(.message, comm.id)]) == [false])
    }

    @Test("What nobody has is refused")
    func unknown() throws {
        let events: [CommEvent.Kind] = [.open(target: "nobody's"), .message, .close]
        #expect(try Self.send(events.map { Self.event($0, "unknown") }) == [false, false, false])
    }

    @Test("A target's handler is called before the messages that came behind the opening")
    func target() throws {
        let log = Log()
        Comm.register(target: "target") { comm, opening in
            log.note("open \(comm.target)")(opening)
            comm.onMessage(log.note("message"))
        }
        let events = [Self.event(.open(target: "target"), "o", 1)] + (2..<5).map { Self.event(.message, "o", $0) }
        #expect(try Self.send(events) == [true, true, true, true])
        #expect(log.entries == ["open target 1", "message 2", "message 3", "message 4"])
        #expect(try Self.send([Self.event(.close, "o")]) == [true])
        Comm.unregister(target: "target")
        #expect(try Self.send([Self.event(.open(target: "target"), "p")]) == [false])
    }

    @Test(
        "A handler that is set while the opening cell still runs misses nothing; later ones have what comes from then on"
    )
    func lateHandler() throws {
        let comm = Comm.open(target: "t")
        let log = Log()
        _ = try Self.send([Self.event(.message, comm.id, 1)]) { comm.onMessage(log.note("message")) }
        _ = try Self.send([Self.event(.message, comm.id, 2)])
        #expect(log.entries == ["message 1", "message 2"])
        comm.close()
    }

    @Test("A sequence has what came before anybody listened, and ends with the comm", arguments: [true, false])
    func sequence(isClosedHere: Bool) async throws {
        let comm = Comm.open(target: "t")
        _ = try Self.send((0..<70).map { Self.event(.message, comm.id, $0) })
        let (first, second) = (comm.messages, comm.messages)
        _ = try Self.send([Self.event(.message, comm.id, 70)])
        if isClosedHere { comm.close() } else { _ = try Self.send([Self.event(.close, comm.id)]) }
        var numbers: [Int] = []
        for await message in first { numbers.append(message.data["n"]?.integer ?? -1) }
        // The latest 64 of those nobody had.
        #expect(numbers == Array(6...70))
        numbers = []
        for await message in second { numbers.append(message.data["n"]?.integer ?? -1) }
        #expect(numbers == [70])
        for await _ in comm.messages { Issue.record("a closed comm has no messages") }
    }

    @Test("A handler at once is called before the others, which wait")
    func atOnce() throws {
        let comm = Comm.open(target: "t")
        let log = Log()
        nonisolated(unsafe) let note = log.note("at once")
        comm.onMessageAtOnce { note($0) }
        comm.onMessage(log.note("later"))
        _ = try Self.send([Self.event(.message, comm.id, 1)]) { #expect(log.entries == ["at once 1"]) }
        #expect(log.entries == ["at once 1", "later 1"])
        comm.close()
    }

    @Test("An error of a handler is thrown, and the next message is handled")
    func failure() throws {
        let comm = Comm.open(target: "t")
        let log = Log()
        comm.onMessage { message in
            if message.data["n"] == 1 { throw CancellationError() }
            log.note("fine")(message)
        }
        #expect(throws: CancellationError.self) { try Self.send([Self.event(.message, comm.id, 1)]) }
        _ = try Self.send([Self.event(.message, comm.id, 2)])
        #expect(log.entries == ["fine 2"])
        comm.close()
    }

    @Test("Ids are 32 hexadecimal digits, each another one")
    func identifiers() {
        let comms = (0..<100).map { _ in Comm.open(target: "t") }
        defer { for comm in comms { comm.close() } }
        #expect(Set(comms.map(\.id)).count == 100)
        #expect(comms.allSatisfy { $0.id.count == 32 && $0.id.allSatisfy(\.isHexDigit) })
    }
}
