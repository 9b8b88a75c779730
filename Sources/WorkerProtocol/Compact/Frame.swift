/// What kernel and worker send to each other: JSON, and a compact form for what each command and each output sends.
///
/// With JSON alone a command spends a fifth of its time on writing and reading it.
public protocol Frame: Codable {
    /// The compact form; nil where there is none. Its first byte is not that of a JSON object.
    var compactForm: [UInt8]? { get }

    /// Reads the compact form.
    init(compactForm bytes: UnsafeRawBufferPointer) throws
}

/// The first byte of a compact form.
enum CompactTag: UInt8 {
    case run = 1
    case command, release, finished, show, clear, bound, commRun, comm, commReception

    /// A form that is known but not expected here, or not known at all.
    struct Unexpected: Error {
        let byte: UInt8
    }

    static func of(_ reader: inout CompactReader) throws -> CompactTag {
        let byte = try reader.byte()
        guard let tag = CompactTag(rawValue: byte) else { throw Unexpected(byte: byte) }
        return tag
    }

    /// The bytes of a form.
    func bytes(_ body: (inout CompactWriter) -> Void) -> [UInt8] {
        var writer = CompactWriter()
        writer.write(rawValue)
        body(&writer)
        return writer.bytes
    }

    /// A form that is alone of its kind.
    func read<Value>(
        _ bytes: UnsafeRawBufferPointer, _ body: (inout CompactReader) throws(CompactFormError) -> Value
    ) throws -> Value {
        var reader = CompactReader(bytes)
        let tag = try CompactTag.of(&reader)
        guard tag == self else { throw Unexpected(byte: tag.rawValue) }
        let value = try body(&reader)
        try reader.end()
        return value
    }
}
