import Glibc
import JupyterProtocol
import ZeroMQ

/// A socket at an endpoint of the connection file.
final class Listener {
    let socket: Socket
    private let endpoint: String

    private init(_ socket: Socket, _ endpoint: String) {
        self.socket = socket
        self.endpoint = endpoint
    }

    deinit {
        // Before the socket closes: afterwards, the file may already be the next kernel's.
        IPCEndpoint.removeFile(endpoint)
    }
}

extension Listener {
    /// The largest frame that a client may send. Larger ones cost the client its connection, not the kernel its memory.
    private static var largestFrame: Int64 { 256 << 20 }

    /// A socket that talks to clients by their identities.
    static func router(_ context: Context, at endpoint: String) throws(KernelError) -> Listener {
        try listening(context, .router, at: endpoint) { socket throws(ZeroMQError) in
            try socket.set(
                .linger(milliseconds: 300), .maximumFrameSize(largestFrame),
                // A burst of a thousand requests must not lose replies, and a client that never reads them must not cost all memory.
                .sendHighWater(20_000),
                // A client that reconnects with its old identity is the same client; one that is gone is to be noticed.
                .routerHandover(true), .routerMandatory(true))
        }
    }

    /// The socket that publishes outputs.
    static func publisher(_ context: Context, at endpoint: String) throws(KernelError) -> Listener {
        try listening(context, .publisherWithSubscriptions, at: endpoint) { socket throws(ZeroMQError) in
            try socket.set(
                .linger(milliseconds: 300), .maximumFrameSize(1 << 20), .subscriptionsVerbose(true),
                .sendHighWater(Publisher.highWater))
        }
    }

    static func listening(
        _ context: Context, _ kind: SocketKind, at endpoint: String,
        configure: (Socket) throws(ZeroMQError) -> Void
    ) throws(KernelError) -> Listener {
        do throws(ZeroMQError) {
            let socket = try Socket(context, kind)
            try configure(socket)
            try IPCEndpoint.requireFree(endpoint)
            try socket.bind(endpoint)
            return Listener(socket, endpoint)
        } catch {
            if error.code == EADDRINUSE {
                throw KernelError(
                    .cannotListen,
                    "\(endpoint) is in use: another kernel or program listens there. "
                        + "Two kernels cannot share a connection file; start this one with a file of its own.")
            }
            throw KernelError(.cannotListen, "The kernel cannot listen: \(error).")
        }
    }
}
