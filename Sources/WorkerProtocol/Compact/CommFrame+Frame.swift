extension CommFrame {
    func write(to writer: inout CompactWriter) {
        writer.write(kind.rawValue)
        writer.write(id)
        writer.write(target)
        writer.write(data)
        writer.write(metadata)
        writer.write(buffers) { buffer, writer in writer.write(buffer) }
    }

    init(_ reader: inout CompactReader) throws {
        self.init(
            try reader.word(of: Kind.self), id: try reader.text(), target: try reader.text(),
            data: try reader.text(), metadata: try reader.text(),
            buffers: try reader.list { (reader) throws(CompactFormError) in try reader.data() })
    }
}

extension CommRun: Frame {
    public var compactForm: [UInt8]? {
        CompactTag.commRun.bytes { writer in
            writer.write(cell)
            writer.write(lane)
            writer.write(step.rawValue)
            frame.write(to: &writer)
        }
    }

    public init(compactForm bytes: UnsafeRawBufferPointer) throws {
        var reader = CompactReader(bytes)
        let tag = try CompactTag.of(&reader)
        guard tag == .commRun else { throw CompactTag.Unexpected(byte: tag.rawValue) }
        self.init(
            cell: try reader.int(), lane: try reader.int(), step: try reader.word(of: Step.self),
            frame: try CommFrame(&reader))
        try reader.end()
    }
}
