import Foundation

// For `Cuaderno`, which must not import Foundation: every cell imports it, and would load Foundation with it.

extension FrameCodec {
    /// Hands over the bytes of ``encode(_:)``, which are valid during the call.
    public static func withEncoded<Result>(
        _ frame: some Frame, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        try encode(frame).withUnsafeBytes(body)
    }

    /// As ``decode(_:from:)-(_,Data)``, from memory.
    public static func decode<Value: Frame>(_ type: Value.Type, from body: UnsafeRawBufferPointer) throws -> Value {
        try decode(type, from: Data(body))
    }
}
