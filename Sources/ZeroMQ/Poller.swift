import CZeroMQ

/// Waits until one of several sockets or file descriptors can be read.
///
/// Belongs to one thread, as its sockets do.
public struct Poller {
    private var items: [zmq_pollitem_t] = []
    /// The poll items hold bare handles.
    private var sockets: [Socket] = []

    public init() {}

    /// Adds a socket.
    /// - Returns: the index by which ``isReadable(_:)`` knows it.
    public mutating func add(_ socket: Socket) -> Int {
        sockets.append(socket)
        items.append(zmq_pollitem_t(socket: socket.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0))
        return items.count - 1
    }

    /// Adds a file descriptor, which stays the caller's.
    /// - Returns: the index by which ``isReadable(_:)`` knows it.
    public mutating func add(fileDescriptor: Int32) -> Int {
        items.append(zmq_pollitem_t(socket: nil, fd: fileDescriptor, events: Int16(ZMQ_POLLIN), revents: 0))
        return items.count - 1
    }

    /// Looks at an item in the following waits, or leaves it out.
    public mutating func setActive(_ index: Int, _ isActive: Bool) {
        items[index].events = isActive ? Int16(ZMQ_POLLIN) : 0
        if !isActive { items[index].revents = 0 }
    }

    /// Waits until an item can be read.
    /// - Parameter milliseconds: the longest wait; -1 is for ever.
    /// - Returns: false where the time ran out or a signal came.
    /// - Throws: ``ZeroMQError``: `ETERM` after ``Context/shutdown()``.
    public mutating func wait(milliseconds: Int) throws(ZeroMQError) -> Bool {
        let count = zmq_poll(&items, Int32(items.count), milliseconds)
        if count < 0 {
            let error = ZeroMQError.last("wait for messages")
            guard error.code == EINTR else { throw error }
            for index in items.indices { items[index].revents = 0 }
        }
        return count > 0
    }

    /// Whether the last wait found the item readable.
    public func isReadable(_ index: Int) -> Bool {
        items[index].revents & Int16(ZMQ_POLLIN | ZMQ_POLLERR) != 0
    }
}
