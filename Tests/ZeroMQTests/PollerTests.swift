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
        let socket = poller.add(sockets[0])
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

    @Test("fails after the end of the context")
    func shutdown() throws {
        let context = try Context()
        let socket = try Socket(context, .router)
        var poller = Poller()
        _ = poller.add(socket)
        context.shutdown()
        #expect(throws: ZeroMQError.self) { try poller.wait(milliseconds: 10_000) }
    }
}
