import Glibc

/// A pipe from the process to itself, by which threads and signal handlers wake a thread that polls file descriptors.
final class SelfPipe: Sendable {
    /// Readable after ``write(_:)``.
    let readDescriptor: Int32
    /// For signal handlers, which may not use an object.
    let writeDescriptor: Int32

    init() throws(KernelError) {
        var ends: [Int32] = [-1, -1]
        // A pair of sockets rather than a pipe: only they can be closed on exec from their very beginning, with what Glibc exports.
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        guard socketpair(AF_UNIX, Int32(kind), 0, &ends) == 0 else {
            throw KernelError(.systemResources, "no sockets can be created: \(String(cString: strerror(errno)))")
        }
        (readDescriptor, writeDescriptor) = (ends[0], ends[1])
    }

    deinit {
        close(readDescriptor)
        close(writeDescriptor)
    }

    /// Sends a byte. One that finds the pipe full is lost, but then the reader has much to wake up for.
    func write(_ byte: UInt8) {
        var byte = byte
        Glibc.write(writeDescriptor, &byte, 1)
    }

    /// The bytes that were sent since the last call.
    func take() -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64)
        while true {
            let count = read(readDescriptor, &piece, piece.count)
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: piece[..<count])
            // Less than there was room for: that was all.
            if count < piece.count { return bytes }
        }
    }
}
