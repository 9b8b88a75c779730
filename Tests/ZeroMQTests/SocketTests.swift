import Foundation
import Testing
import ZeroMQ

@Suite("Sockets")
struct SocketTests {
    @Test(
        "a message of several frames arrives as it was sent",
        arguments: ["inproc://test", "tcp://127.0.0.1:*", "ipc://*"])
    func multipart(_ endpoint: String) throws {
        let context = try Context()
        let receiver = try Socket(context, .pair)
        try receiver.set(.receiveTimeout(milliseconds: 10_000), .linger(milliseconds: 0))
        try receiver.bind(endpoint)
        let sender = try Socket(context, .pair)
        try sender.set(.linger(milliseconds: 0))
        try sender.connect(receiver.lastEndpoint)
        let frames: [[UInt8]] = [[], [0, 255], Array(repeating: 7, count: 1 << 20), []]
        try sender.send(frames)
        #expect(try receiver.receive() == frames)
        #expect(try receiver.tryReceive() == nil)
    }

    @Test("a port in use is named")
    func portInUse() throws {
        let context = try Context()
        let first = try Socket(context, .router)
        try first.bind("tcp://127.0.0.1:*")
        let endpoint = try first.lastEndpoint
        let error = try #require(throws: ZeroMQError.self) { try Socket(context, .router).bind(endpoint) }
        #expect(error == ZeroMQError(code: EADDRINUSE, operation: "bind \(endpoint)"))
        #expect(error.description == "bind \(endpoint): Address already in use")
    }

    @Test("endpoints that are none", arguments: ["", "tcp", "tcp://", "nothing://x", "tcp://127.0.0.1:notaport"])
    func badEndpoint(_ endpoint: String) throws {
        let socket = try Socket(Context(), .router)
        #expect(throws: ZeroMQError.self) { try socket.bind(endpoint) }
    }

    @Test("an option that the socket does not have")
    func badOption() throws {
        let socket = try Socket(Context(), .pair)
        let error = try #require(throws: ZeroMQError.self) { try socket.set(.subscribe([])) }
        #expect(error.code == EINVAL)
        #expect(error.description.contains("subscribe"))
    }

    @Test("a mandatory router tells that a peer is gone")
    func unknownPeer() throws {
        let socket = try Socket(Context(), .router)
        try socket.set(.routerMandatory(true))
        try socket.bind("tcp://127.0.0.1:*")
        let error = try #require(throws: ZeroMQError.self) { try socket.send([[1, 2], [3]]) }
        #expect(error.code == EHOSTUNREACH)
    }

    @Test("a full queue does not wait when it is told not to")
    func wouldBlock() throws {
        let socket = try Socket(Context(), .dealer)
        try socket.set(.linger(milliseconds: 0))
        #expect(try socket.trySend([[1], [2]]) == .wouldBlock)
    }

    @Test("the end of the context wakes a thread that waits")
    func shutdown() async throws {
        let context = try Context()
        let waiting = Task.detached {
            let socket = try Socket(context, .router)
            try socket.bind("inproc://waiting")
            return try socket.receive()
        }
        try await Task.sleep(for: .milliseconds(20))
        context.shutdown()
        let result = await waiting.result
        #expect(throws: ZeroMQError.self) { try result.get() }
    }

    @Test("a verbose publisher receives each subscription, also to the same topic")
    func subscriptions() throws {
        let context = try Context()
        let publisher = try Socket(context, .publisherWithSubscriptions)
        try publisher.set(.subscriptionsVerbose(true), .receiveTimeout(milliseconds: 10_000))
        try publisher.bind("inproc://published")
        for _ in 0..<2 {
            let subscriber = try Socket(context, .subscriber)
            try subscriber.set(.subscribe(Array("topic".utf8)), .receiveTimeout(milliseconds: 10_000))
            try subscriber.connect("inproc://published")
            #expect(try publisher.receive() == [[1] + Array("topic".utf8)])
            try publisher.send([Array("topic.x".utf8), [9]])
            #expect(try subscriber.receive() == [Array("topic.x".utf8), [9]])
        }
    }

    @Test("a publisher that keeps all says when a subscriber does not read")
    func slowSubscriber() throws {
        let context = try Context()
        let publisher = try Socket(context, .publisherWithSubscriptions)
        try publisher.set(.sendHighWater(2), .publisherKeepsAll(true), .receiveTimeout(milliseconds: 10_000))
        try publisher.bind("inproc://slow")
        let subscriber = try Socket(context, .subscriber)
        try subscriber.set(.subscribe([]), .receiveHighWater(2))
        try subscriber.connect("inproc://slow")
        _ = try publisher.receive()
        let results = try (0..<10).map { _ in try publisher.trySend([[1]]) }
        #expect(results.first == .sent)
        #expect(results.last == .wouldBlock)
        try publisher.set(.publisherKeepsAll(false))
        #expect(try publisher.trySend([[1]]) == .sent)
    }
}
