/// Protocol Buffers' wire format, as far as ONNX needs it.
///
/// Source: Google, "Protocol Buffers", "Encoding". Not the library swift-protobuf, since it imports Foundation, which every cell would
/// then load.
package struct ProtobufWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func write(_ field: Int, _ number: Int) {
        varint(UInt64(field) << 3)
        varint(UInt64(bitPattern: Int64(number)))
    }

    package mutating func write(_ field: Int, _ number: Float) {
        varint(UInt64(field) << 3 | 5)
        withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func write(_ field: Int, _ content: [UInt8]) {
        varint(UInt64(field) << 3 | 2)
        varint(UInt64(content.count))
        bytes.append(contentsOf: content)
    }

    package mutating func write(_ field: Int, _ text: String) { write(field, Array(text.utf8)) }

    /// A message within the message.
    package mutating func write(_ field: Int, _ body: (inout ProtobufWriter) -> Void) {
        var inner = ProtobufWriter()
        body(&inner)
        write(field, inner.bytes)
    }

    /// The fields of two writers, one behind the other.
    package static func joined(_ first: ProtobufWriter, _ second: ProtobufWriter) -> ProtobufWriter {
        var result = first
        result.bytes += second.bytes
        return result
    }

    private mutating func varint(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
