public import Foundation

/// Frames on a stream socket: a length of four bytes, least significant first, then the compact form or JSON.
public enum FrameCodec {
    /// The longest frame that is taken: an image of some tens of megabytes fits, a runaway length does not.
    public static let maximumLength = 256 << 20

    /// The frame with its length in front, ready to be written.
    public static func encode(_ frame: some Frame) throws -> Data {
        if let body = frame.compactForm { return withLength(body) }
        return withLength(try JSONEncoder().encode(frame))
    }

    private static func withLength(_ body: some DataProtocol) -> Data {
        var bytes = Data(capacity: body.count + 4)
        withUnsafeBytes(of: UInt32(body.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: body)
        return bytes
    }

    /// Reads the frame of a body without its length.
    public static func decode<Value: Frame>(_ type: Value.Type, from body: Data) throws -> Value {
        guard body.first != UInt8(ascii: "{") else { return try JSONDecoder().decode(type, from: body) }
        return try body.withUnsafeBytes { try Value(compactForm: $0) }
    }
}

/// Cuts a byte stream into frame bodies.
public struct FrameSplitter {
    private var buffer = Data()

    public init() {}

    /// Adds what a read returned.
    public mutating func append(_ bytes: some DataProtocol) {
        buffer.append(contentsOf: bytes)
    }

    /// The next whole body, or nil until more bytes come.
    ///
    /// - Throws: ``FrameError`` for a length that no frame has; the stream is then lost.
    public mutating func next() throws(FrameError) -> Data? {
        guard buffer.count >= 4 else { return nil }
        let length = buffer.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= FrameCodec.maximumLength else { throw FrameError(length: length) }
        guard buffer.count >= 4 + length else { return nil }
        let body = Data(buffer.dropFirst(4).prefix(length))
        buffer = Data(buffer.dropFirst(4 + length))
        return body
    }
}

/// A frame that announces more bytes than any frame has.
public struct FrameError: Error, CustomStringConvertible {
    /// The announced length.
    public let length: Int

    public var description: String {
        "a frame of \(length) bytes was announced; at most \(FrameCodec.maximumLength) are taken"
    }
}
