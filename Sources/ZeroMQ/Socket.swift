import CZeroMQ

/// Owns a ZeroMQ socket. Belongs to one thread at a time; not `Sendable` for that reason.
public final class Socket {
    let handle: UnsafeMutableRawPointer
    private let context: Context
    /// Whether the socket has no message that its ``descriptor`` will not tell of. A call on the socket may have met what the
    /// descriptor would have told.
    private(set) var isSettled = false

    /// - Parameters:
    ///   - context: kept alive by the socket.
    ///   - kind: the pattern that the socket follows.
    /// - Throws: ``ZeroMQError`` where the context was shut down or has too many sockets.
    public init(_ context: Context, _ kind: SocketKind) throws(ZeroMQError) {
        guard let handle = zmq_socket(context.handle, kind.rawType) else {
            throw .last("create a ZeroMQ socket")
        }
        self.handle = handle
        self.context = context
    }

    deinit {
        zmq_close(handle)
    }

    /// Listens at an endpoint: `tcp://127.0.0.1:5555`, `tcp://127.0.0.1:*`, `ipc:///path`, `inproc://name`.
    /// - Throws: ``ZeroMQError`` that names the endpoint.
    public func bind(_ endpoint: String) throws(ZeroMQError) {
        noteUse()
        guard zmq_bind(handle, endpoint) == 0 else { throw .last("bind \(endpoint)") }
    }

    /// Connects to an endpoint. It need not exist yet, unless it is an `inproc` one.
    /// - Throws: ``ZeroMQError`` that names the endpoint.
    public func connect(_ endpoint: String) throws(ZeroMQError) {
        noteUse()
        guard zmq_connect(handle, endpoint) == 0 else { throw .last("connect to \(endpoint)") }
    }

    /// The endpoint that the last ``bind(_:)`` gave, with its wildcards resolved.
    public var lastEndpoint: String {
        get throws(ZeroMQError) {
            var bytes = [CChar](repeating: 0, count: 1024)
            var count = bytes.count
            guard zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &bytes, &count) == 0 else {
                throw .last("read a socket's endpoint")
            }
            return String(decoding: bytes[..<max(0, count - 1)].map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// To be called by whatever lets ZeroMQ work on the socket.
    func noteUse() { isSettled = false }

    /// To be called when there is no message.
    func noteEmpty() { isSettled = true }

    /// Becomes readable when something happens to the socket, while it ``isSettled``.
    var descriptor: Int32 {
        get throws(ZeroMQError) { try option(ZMQ_FD) }
    }

    /// Whether a message can be received.
    func hasMessage() throws(ZeroMQError) -> Bool {
        let isThere = try option(ZMQ_EVENTS) & ZMQ_POLLIN != 0
        isSettled = !isThere
        return isThere
    }

    private func option(_ option: Int32) throws(ZeroMQError) -> Int32 {
        var value: Int32 = 0
        var count = MemoryLayout<Int32>.size
        while zmq_getsockopt(handle, option, &value, &count) != 0 {
            let error = ZeroMQError.last("ask a socket for messages")
            if error.code != EINTR { throw error }
        }
        return value
    }
}
