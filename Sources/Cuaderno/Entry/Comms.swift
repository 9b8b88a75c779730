import Display
import WorkerProtocol

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Takes a frontend's message for a comm on the calling thread.
///
/// - Parameter bytes: a `CommRun`.
/// - Returns: nil when it was done, else why not, to be freed by the caller. What a handler throws ends the run as an uncaught
///   error ends a cell, and this does not return.
@_cdecl("cuaderno_comm")
public func cuadernoComm(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UnsafeMutablePointer<CChar>? {
    let run: CommRun
    do {
        run = try FrameCodec.decode(CommRun.self, from: UnsafeRawBufferPointer(start: bytes, count: count))
    } catch {
        return strdup("the message did not arrive whole: \(error)")
    }
    do {
        switch run.step {
        case .deliver:
            let delivery = CommCenter.deliver(run.frame.event)
            WorkerConnection.sink?.tell(!delivery.isKnown ? .refused : delivery.waits ? .waits : .taken)
            try delivery.perform()
        case .handle:
            try CommCenter.handle(run.frame.event)
        case .forget:
            CommCenter.remove(run.frame.id)
        }
    } catch {
        // An error existential is one word: the box. Without the `as`, the call would open it and take what is inside.
        let box = unsafeBitCast(error as any Error, to: UnsafeRawPointer.self)
        // What the worker makes of it does not return.
        WorkerConnection.sink?.calls.fail(box)
    }
    return nil
}
