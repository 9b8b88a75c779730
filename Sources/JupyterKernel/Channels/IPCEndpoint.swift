import Glibc
import ZeroMQ

/// Unix socket files. ZeroMQ replaces a file that is there already, and would so take a living kernel's clients away from it.
enum IPCEndpoint {
    private static let scheme = "ipc://"

    /// - Throws: ``ZeroMQError`` with `EADDRINUSE` where somebody listens at an ipc endpoint. A file that a dead process left is free.
    static func requireFree(_ endpoint: String) throws(ZeroMQError) {
        guard endpoint.hasPrefix(scheme) else { return }
        let path = Array(endpoint.dropFirst(scheme.count).utf8)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw ZeroMQError(code: ENAMETOOLONG, operation: "bind \(endpoint)")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }

        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ZeroMQError(code: errno, operation: "bind \(endpoint)") }
        defer { close(descriptor) }
        let isAnswered = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        if isAnswered { throw ZeroMQError(code: EADDRINUSE, operation: "bind \(endpoint)") }
    }

    /// Removes the file of an ipc endpoint, which ZeroMQ leaves behind.
    static func removeFile(_ endpoint: String) {
        guard endpoint.hasPrefix(scheme) else { return }
        unlink(String(endpoint.dropFirst(scheme.count)))
    }
}
