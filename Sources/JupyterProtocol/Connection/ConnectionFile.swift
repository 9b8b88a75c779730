/// Where a kernel listens, and the key that signs its messages: the content of the file that Jupyter hands to a kernel.
///
/// Source: jupyter_client documentation, "Connection files".
public struct ConnectionFile: Sendable, Equatable {
    /// How clients reach the kernel.
    public enum Transport: String, Sendable {
        case tcp
        /// Unix sockets in the file system.
        case ipc
    }

    /// How clients reach the kernel.
    public var transport: Transport
    /// The interface to listen at; for ipc the beginning of each socket's path.
    public var address: String
    /// The port of each channel; for ipc the end of each socket's path.
    public var ports: [Channel: Int]
    /// The key of the signatures; empty where messages are not signed.
    public var key: String
    /// The name of the kernelspec that started this kernel.
    public var kernelName: String?

    /// - Parameter ports: a port for every channel.
    public init(
        transport: Transport = .tcp, address: String = "127.0.0.1", ports: [Channel: Int], key: String,
        kernelName: String? = nil
    ) {
        self.transport = transport
        self.address = address
        self.ports = ports
        self.key = key
        self.kernelName = kernelName
    }

    /// The files of the sockets, where they have any.
    public var socketFiles: [String] {
        transport == .ipc ? ports.values.map { "\(address)-\($0)" }.sorted() : []
    }

    /// The endpoint of a channel, as ZeroMQ writes it.
    public func endpoint(of channel: Channel) -> String {
        let port = ports[channel] ?? 0
        return switch transport {
        case .tcp: "tcp://\(address.contains(":") && !address.hasPrefix("[") ? "[\(address)]" : address):\(port)"
        case .ipc: "ipc://\(address)-\(port)"
        }
    }
}
