import CCellRuntime
import Foundation
import Glibc
import Synchronization
import WorkerProtocol

/// The socket and the marks in the streams.
///
/// The descriptors are moved out of the way of a cell that closes all it can think of.
final class FrameChannel: Sendable {
    static let shared = FrameChannel()

    /// The socket's descriptor.
    let socket: Int32
    private let output: Int32
    private let errors: Int32
    private let writing = Mutex(())

    private init() {
        socket = Self.moveUp(3)
        output = Self.moveUp(1, keepingOriginal: true)
        errors = Self.moveUp(2, keepingOriginal: true)
        let nonce = ProcessInfo.processInfo.environment[StreamMarker.nonceVariable] ?? ""
        // A cell that prints its environment would print the nonce.
        unsetenv(StreamMarker.nonceVariable)
        CRPrepareMarks(output, errors, String(decoding: StreamMarker.introducer(nonce: nonce), as: UTF8.self))
    }

    private static func moveUp(_ descriptor: Int32, keepingOriginal: Bool = false) -> Int32 {
        let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, Int32(CRFirstDescriptor))
        if !keepingOriginal { close(descriptor) }
        return moved
    }

    /// Sends a frame.
    func send(_ frame: WorkerFrame) {
        // A frame holds texts and numbers alone, which can always be encoded.
        guard let bytes = try? FrameCodec.encode(frame) else { return }
        bytes.withUnsafeBytes { write($0) }
    }

    /// Sends a frame that is already encoded.
    func write(_ bytes: UnsafeRawBufferPointer) {
        writing.withLock { _ in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.send(socket, rest.base, rest.count, Int32(MSG_NOSIGNAL))
                if count < 0, errno == EINTR { continue }
                // A kernel that is gone is told by the reader.
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Says something beside the cells' own words.
    ///
    /// - Parameter cell: The execution that it concerns; 0: the one that runs.
    func note(_ text: String, cell: Int = 0) {
        CRNote(Int64(cell), "\(text)\n")
    }

    /// Reopens the streams that the last cell closed.
    func restoreStreams() {
        CRRestoreStreams(output, errors)
    }
}

extension Slice where Base == UnsafeRawBufferPointer {
    fileprivate var base: UnsafeRawPointer? { UnsafeRawBufferPointer(rebasing: self).baseAddress }
}
