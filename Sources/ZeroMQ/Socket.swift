import CZeroMQ

/// Owns a ZeroMQ socket. Belongs to one thread at a time; not `Sendable` for that reason.
public final class Socket {
    let handle: UnsafeMutableRawPointer
    private let context: Context

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
        guard zmq_bind(handle, endpoint) == 0 else { throw .last("bind \(endpoint)") }
    }

    /// Connects to an endpoint. It need not exist yet, unless it is an `inproc` one.
    /// - Throws: ``ZeroMQError`` that names the endpoint.
    public func connect(_ endpoint: String) throws(ZeroMQError) {
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
}
