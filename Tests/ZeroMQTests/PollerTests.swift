import Foundation
import Testing
import ZeroMQ

@Suite("Poller")
struct PollerTests {
    @Test("tells sockets and file descriptors apart")
    func readability() throws {
        let context = try Context()
        let sockets = try (0..<2).map { _ in try Socket(context, .pair) }
        try sockets[0].bind("inproc://polled")
        try sockets[1].connect("inproc://polled")
        let pipe = Pipe()
        var poller = Poller()
        let socket = try poller.add(sockets[0])
        let descriptor = poller.add(fileDescriptor: pipe.fileHandleForReading.fileDescriptor)

        let isReadableAtFirst = try poller.wait(milliseconds: 0)
        #expect(!isReadableAtFirst)
        #expect(!poller.isReadable(socket) && !poller.isReadable(descriptor))

        try sockets[1].send([[1]])
        _ = try poller.wait(milliseconds: 10_000)
        #expect(poller.isReadable(socket) && !poller.isReadable(descriptor))

        poller.setActive(socket, false)
        pipe.fileHandleForWriting.write(Data([1]))
        _ = try poller.wait(milliseconds: 10_000)
        #expect(!poller.isReadable(socket) && poller.isReadable(descriptor))
    }

    @Test("tells of a message that came before the socket was used for something else")
    func messageMetByAnotherCall() throws {
        let context = try Context()
        let sockets = try (0..<2).map { _ in try Socket(context, .pair) }
        try sockets[0].bind("inproc://used")
        try sockets[1].connect("inproc://used")
        var poller = Poller()
        let item = try poller.add(sockets[0])
        for number in UInt8(0)..<20 {
            _ = try poller.wait(milliseconds: 0)
            #expect(!poller.isReadable(item))
            try sockets[1].send([[number]])
            // After a millisecond a send looks at what came in, and the descriptor does not tell of it any more.
            usleep(2_000)
            try sockets[0].send([[number]])
            let isReadable = try poller.wait(milliseconds: 10_000)
            #expect(isReadable && poller.isReadable(item))
            // One message is taken, and another one is left for the next wait.
            try sockets[1].send([[number], [1]])
            #expect(try sockets[0].receive() == [[number]])
            _ = try poller.wait(milliseconds: 10_000)
            #expect(poller.isReadable(item))
            #expect(try sockets[0].tryReceive() == [[number], [1]])
            #expect(try sockets[0].tryReceive() == nil)
        }
    }

    @Test("fails after the end of the context")
    func shutdown() throws {
        let context = try Context()
        let socket = try Socket(context, .router)
        var poller = Poller()
        _ = try poller.add(socket)
        context.shutdown()
        #expect(throws: ZeroMQError.self) { try poller.wait(milliseconds: 10_000) }
    }
}
