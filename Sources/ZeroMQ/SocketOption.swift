import CZeroMQ

/// An option of a ``Socket``; zmq_setsockopt(3) has the details.
public enum SocketOption: Sendable {
    /// How long, in milliseconds, messages not yet sent keep the context alive after the socket was closed.
    case linger(milliseconds: Int32)
    /// How many messages wait for one peer before the socket drops or blocks; 0 is no limit.
    case sendHighWater(Int32)
    /// How many messages of one peer wait to be received before it is told to stop; 0 is no limit.
    case receiveHighWater(Int32)
    /// The largest frame in bytes that is accepted: the peer that sends a larger one is disconnected.
    case maximumFrameSize(Int64)
    /// How long, in milliseconds, ``Socket/receive()`` waits; -1 is for ever.
    case receiveTimeout(milliseconds: Int32)
    /// The name by which a router knows this socket.
    case identity([UInt8])
    /// The topic prefix to receive, for ``SocketKind/subscriber``.
    case subscribe([UInt8])
    /// A new peer takes over the identity of an old one: a client that connects again is not locked out.
    case routerHandover(Bool)
    /// Sending to an identity that nobody has fails with `EHOSTUNREACH` instead of vanishing.
    case routerMandatory(Bool)
    /// Every subscription is received, also one to a topic that another peer has already subscribed to.
    case subscriptionsVerbose(Bool)
    /// A publisher whose subscriber's queue is full says so instead of dropping the message.
    case publisherKeepsAll(Bool)

    var rawOption: Int32 {
        switch self {
        case .linger: ZMQ_LINGER
        case .sendHighWater: ZMQ_SNDHWM
        case .receiveHighWater: ZMQ_RCVHWM
        case .maximumFrameSize: ZMQ_MAXMSGSIZE
        case .receiveTimeout: ZMQ_RCVTIMEO
        case .identity: ZMQ_ROUTING_ID
        case .subscribe: ZMQ_SUBSCRIBE
        case .routerHandover: ZMQ_ROUTER_HANDOVER
        case .routerMandatory: ZMQ_ROUTER_MANDATORY
        case .subscriptionsVerbose: ZMQ_XPUB_VERBOSE
        case .publisherKeepsAll: ZMQ_XPUB_NODROP
        }
    }
}

extension Socket {
    /// Sets options. Most of them count only for the connections made afterwards.
    /// - Throws: ``ZeroMQError`` that names the option, where its value does not fit the socket.
    public func set(_ options: SocketOption...) throws(ZeroMQError) {
        noteUse()
        for option in options {
            let code = option.withBytes { bytes in
                zmq_setsockopt(handle, option.rawOption, bytes.baseAddress, bytes.count)
            }
            guard code == 0 else { throw .last("set \(option)") }
        }
    }
}

extension SocketOption {
    fileprivate func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        switch self {
        case .linger(let value), .sendHighWater(let value), .receiveHighWater(let value), .receiveTimeout(let value):
            withUnsafeBytes(of: value, body)
        case .maximumFrameSize(let value):
            withUnsafeBytes(of: value, body)
        case .identity(let bytes), .subscribe(let bytes):
            bytes.withUnsafeBytes(body)
        case .routerHandover(let isOn), .routerMandatory(let isOn), .subscriptionsVerbose(let isOn),
            .publisherKeepsAll(let isOn):
            withUnsafeBytes(of: Int32(isOn ? 1 : 0), body)
        }
    }
}
