import CZeroMQ
import Glibc

/// Waits until one of several sockets or file descriptors can be read.
///
/// zmq_poll(3) asks every socket twice in each wait, and each time the socket asks the system. Here one call waits for all, by
/// the descriptors that sockets have for that purpose (`ZMQ_FD` in zmq_getsockopt(3)). Such a descriptor tells only of what no call
/// on the socket has met since; so a socket that was used is asked itself before the wait.
///
/// Belongs to one thread, as its sockets do.
public struct Poller {
    private struct Item {
        /// Nil for a descriptor of the caller's.
        let socket: Socket?
        let descriptor: Int32
        var isReadable = false
    }

    private var items: [Item] = []
    private var polled: [pollfd] = []

    public init() {}

    /// Adds a socket.
    /// - Returns: the index by which ``isReadable(_:)`` knows it.
    /// - Throws: ``ZeroMQError`` after ``Context/shutdown()``.
    public mutating func add(_ socket: Socket) throws(ZeroMQError) -> Int {
        add(Item(socket: socket, descriptor: try socket.descriptor))
    }

    /// Adds a file descriptor, which stays the caller's.
    /// - Returns: the index by which ``isReadable(_:)`` knows it.
    public mutating func add(fileDescriptor: Int32) -> Int {
        add(Item(socket: nil, descriptor: fileDescriptor))
    }

    private mutating func add(_ item: Item) -> Int {
        items.append(item)
        polled.append(pollfd(fd: item.descriptor, events: Int16(POLLIN), revents: 0))
        return items.count - 1
    }

    /// Looks at an item in the following waits, or leaves it out.
    public mutating func setActive(_ index: Int, _ isActive: Bool) {
        // A negative descriptor is left out by poll(2).
        polled[index].fd = isActive ? items[index].descriptor : -1
        if !isActive { items[index].isReadable = false }
    }

    /// Waits until an item can be read.
    /// - Parameter milliseconds: the longest wait; -1 is for ever.
    /// - Returns: false where no item can be read: the time ran out, a signal came, or a socket only sent.
    /// - Throws: ``ZeroMQError``: `ETERM` after ``Context/shutdown()``.
    public mutating func wait(milliseconds: Int) throws(ZeroMQError) -> Bool {
        var isReady = false
        for index in items.indices {
            items[index].isReadable = false
            guard polled[index].fd >= 0, let socket = items[index].socket, !socket.isSettled else { continue }
            items[index].isReadable = try socket.hasMessage()
            isReady = isReady || items[index].isReadable
        }
        let count = poll(&polled, nfds_t(polled.count), isReady ? 0 : Int32(clamping: milliseconds))
        guard count >= 0 else {
            guard errno == EINTR else { throw ZeroMQError(code: errno, operation: "wait for messages") }
            return isReady
        }
        guard count > 0 else { return isReady }
        for index in items.indices where polled[index].fd >= 0 && polled[index].revents != 0 {
            items[index].isReadable = try items[index].socket?.hasMessage() ?? true
            isReady = isReady || items[index].isReadable
        }
        return isReady
    }

    /// Whether the last wait found the item readable.
    public func isReadable(_ index: Int) -> Bool { items[index].isReadable }
}
