extension WorkerFrame: Frame {
    public var compactForm: [UInt8]? {
        switch self {
        case .finished(let cell, .completed): CompactTag.finished.bytes { $0.write(cell) }
        case .show(let marker, let shown):
            CompactTag.show.bytes { writer in
                writer.write(marker)
                shown.write(to: &writer)
            }
        case .clear(let marker, let cell, let wait):
            CompactTag.clear.bytes { writer in
                writer.write(marker)
                writer.write(cell)
                writer.write(wait)
            }
        case .bound(let name): CompactTag.bound.bytes { name.write(to: &$0) }
        case .comm(let marker, let cell, let frame):
            CompactTag.comm.bytes { writer in
                writer.write(marker)
                writer.write(cell)
                frame.write(to: &writer)
            }
        case .commReception(let cell, let reception):
            CompactTag.commReception.bytes { writer in
                writer.write(cell)
                writer.write(reception.rawValue)
            }
        case .ready, .unusable, .finished, .trapped, .ask: nil
        }
    }

    public init(compactForm bytes: UnsafeRawBufferPointer) throws {
        var reader = CompactReader(bytes)
        switch try CompactTag.of(&reader) {
        case .finished: self = .finished(cell: try reader.int(), .completed)
        case .show: self = .show(marker: try reader.number(), try ShownOutput(&reader))
        case .clear: self = .clear(marker: try reader.number(), cell: try reader.int(), wait: try reader.bool())
        case .bound: self = .bound(try BoundName(&reader))
        case .comm: self = .comm(marker: try reader.number(), cell: try reader.int(), try CommFrame(&reader))
        case .commReception:
            self = .commReception(cell: try reader.int(), try reader.word(of: CommReception.self))
        case let tag: throw CompactTag.Unexpected(byte: tag.rawValue)
        }
        try reader.end()
    }
}

extension ShownOutput {
    func write(to writer: inout CompactWriter) {
        writer.write(cell)
        writer.write(kind.rawValue)
        writer.write(displayID)
        writer.write(data)
        writer.write(metadata)
    }

    init(_ reader: inout CompactReader) throws {
        let cell = try reader.int()
        let kind = try reader.word(of: Kind.self)
        self.init(
            cell: cell, kind: kind, displayID: try reader.optionalText(), data: try reader.texts(),
            metadata: try reader.texts())
    }
}

extension BoundName {
    func write(to writer: inout CompactWriter) {
        writer.write(cell)
        writer.write(name)
        writer.write(type)
        writer.write(origin.rawValue)
        writer.write(summary)
        writer.write(ownsMemory)
    }

    init(_ reader: inout CompactReader) throws {
        let (cell, name, type) = (try reader.int(), try reader.text(), try reader.text())
        let origin = try reader.word(of: Origin.self)
        self.init(
            cell: cell, name: name, type: type, origin: origin, summary: try reader.optionalText(),
            ownsMemory: try reader.bool())
    }
}
