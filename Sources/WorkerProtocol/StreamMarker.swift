/// A mark in the worker's standard output and error that says which event belongs at this place.
///
/// Events come through a socket and text through pipes, so their order would be lost. Before the worker sends text that
/// comes after an event, it writes the event's mark into the pipe, in one `write` of less than PIPE_BUF bytes, which the
/// system keeps in one piece. The kernel shows the event when it meets the mark.
///
/// The mark is a device control string (ECMA-48 section 8.3.27), which a terminal ignores, with a nonce that the kernel
/// draws for each worker, so that no text of a cell can be taken for one.
public enum StreamMarker: Sendable, Equatable {
    /// The event with this number belongs here.
    case event(UInt64)
    /// The cell with this number began; what follows is its output.
    case began(cell: Int)
    /// What follows was written for this cell: by a task that outlives its cell, or by one of the running cell again.
    case speaks(cell: Int)
    /// The cell with this number ended; on both streams.
    case finished(cell: Int)

    /// The environment variable that hands the nonce to the worker.
    public static let nonceVariable = "CUADERNO_STREAM_NONCE"

    /// The bytes of the mark.
    public func bytes(nonce: String) -> [UInt8] {
        let body =
            switch self {
            case .event(let number): "e\(number)"
            case .began(let cell): "b\(cell)"
            case .speaks(let cell): "s\(cell)"
            case .finished(let cell): "f\(cell)"
            }
        return Self.introducer(nonce: nonce) + Array(body.utf8) + Self.terminator
    }

    /// What every mark of this worker starts with.
    public static func introducer(nonce: String) -> [UInt8] {
        [0x1B, UInt8(ascii: "P")] + Array("cuaderno;\(nonce);".utf8)
    }

    /// ST: ends a mark.
    public static let terminator: [UInt8] = [0x1B, UInt8(ascii: "\\")]

    /// Reads what stands between ``introducer(nonce:)`` and ``terminator``.
    public init?(body: some Sequence<UInt8>) {
        // Byte by byte, since every command has five of these.
        var bytes = body.makeIterator()
        guard let kind = bytes.next(), let first = bytes.next() else { return nil }
        var number: UInt64 = 0
        var next: UInt8? = first
        while let byte = next {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, isLarger) = tens.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
            guard !isTooLarge, !isLarger else { return nil }
            number = sum
            next = bytes.next()
        }
        switch kind {
        case UInt8(ascii: "e"): self = .event(number)
        case UInt8(ascii: "b"): self = .began(cell: Int(clamping: number))
        case UInt8(ascii: "s"): self = .speaks(cell: Int(clamping: number))
        case UInt8(ascii: "f"): self = .finished(cell: Int(clamping: number))
        default: return nil
        }
    }
}
