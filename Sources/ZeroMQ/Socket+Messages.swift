import CZeroMQ

extension Socket {
    /// What a send that must not wait did.
    public enum SendResult: Sendable {
        /// ZeroMQ has the message.
        case sent
        /// The peer's queue is full; nothing was sent.
        case wouldBlock
    }

    /// Sends one message of several frames, and waits while the peer's queue is full.
    /// - Throws: ``ZeroMQError``: `EHOSTUNREACH` from a ``SocketKind/router`` with ``SocketOption/routerMandatory`` whose peer
    ///   is gone, `ETERM` after ``Context/shutdown()``.
    public func send(_ frames: [[UInt8]]) throws(ZeroMQError) {
        _ = try send(frames, flags: 0)
    }

    /// Sends one message of several frames, or nothing where that would wait.
    /// - Throws: as ``send(_:)``.
    public func trySend(_ frames: [[UInt8]]) throws(ZeroMQError) -> SendResult {
        try send(frames, flags: ZMQ_DONTWAIT)
    }

    /// Waits for a message.
    /// - Throws: ``ZeroMQError``: `ETERM` after ``Context/shutdown()``, `EAGAIN` after ``SocketOption/receiveTimeout``.
    public func receive() throws(ZeroMQError) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        while try receiveFrame(into: &frames, flags: 0) {}
        return frames
    }

    /// Takes a message that has already arrived; nil where there is none.
    public func tryReceive() throws(ZeroMQError) -> [[UInt8]]? {
        var frames: [[UInt8]] = []
        do {
            while try receiveFrame(into: &frames, flags: ZMQ_DONTWAIT) {}
        } catch  where error.code == EAGAIN && frames.isEmpty {
            noteEmpty()
            return nil
        }
        return frames
    }

    private func send(_ frames: [[UInt8]], flags: Int32) throws(ZeroMQError) -> SendResult {
        noteUse()
        for (index, frame) in frames.enumerated() {
            let more = index < frames.count - 1 ? ZMQ_SNDMORE : 0
            while frame.withUnsafeBytes({ zmq_send(handle, $0.baseAddress, $0.count, flags | more) }) < 0 {
                let error = ZeroMQError.last("send a message")
                if error.code == EINTR { continue }
                // ZeroMQ accepts a message as a whole: only its first frame can be refused for want of room.
                if error.code == EAGAIN, index == 0 { return .wouldBlock }
                throw error
            }
        }
        return .sent
    }

    /// - Returns: whether the message has more frames.
    private func receiveFrame(into frames: inout [[UInt8]], flags: Int32) throws(ZeroMQError) -> Bool {
        noteUse()
        var message = zmq_msg_t()
        zmq_msg_init(&message)
        defer { zmq_msg_close(&message) }
        while zmq_msg_recv(&message, handle, flags) < 0 {
            let error = ZeroMQError.last("receive a message")
            if error.code != EINTR { throw error }
        }
        let count = zmq_msg_size(&message)
        frames.append([UInt8](UnsafeRawBufferPointer(start: zmq_msg_data(&message), count: count)))
        return zmq_msg_more(&message) != 0
    }
}
