extension HostFrame: Frame {
    public var compactForm: [UInt8]? {
        switch self {
        case .run(let run): CompactTag.run.bytes { run.write(to: &$0) }
        case .command(let run): run.compactForm
        case .release(let run): run.compactForm
        case .comm(let run): run.compactForm
        case .interrupt, .answer, .shutdown: nil
        }
    }

    public init(compactForm bytes: UnsafeRawBufferPointer) throws {
        var reader = CompactReader(bytes)
        switch try CompactTag.of(&reader) {
        case .run: self = .run(try CompactTag.run.read(bytes, CellRun.init))
        case .command: self = .command(try CommandRun(compactForm: bytes))
        case .release: self = .release(try ReleaseRun(compactForm: bytes))
        case .commRun: self = .comm(try CommRun(compactForm: bytes))
        case let tag: throw CompactTag.Unexpected(byte: tag.rawValue)
        }
    }
}

extension CellRun {
    func write(to writer: inout CompactWriter) {
        writer.write(cell)
        writer.write(lane)
        writer.write(library)
        writer.write(entryPoint)
        writer.write(variables)
        writer.write(conformances) { conformance, writer in
            writer.write(conformance.old)
            writer.write(conformance.new)
        }
        writer.write(namesExit)
    }

    init(_ reader: inout CompactReader) throws(CompactFormError) {
        self.init(
            cell: try reader.int(), lane: try reader.int(), library: try reader.text(), entryPoint: try reader.text(),
            variables: try reader.texts(),
            conformances: try reader.list { (reader) throws(CompactFormError) in
                ConformanceReplacement(old: try reader.text(), new: try reader.text())
            },
            namesExit: try reader.bool())
    }
}

extension CommandRun: Frame {
    public var compactForm: [UInt8]? {
        CompactTag.command.bytes { writer in
            writer.write(cell)
            writer.write(lane)
            writer.write(line)
            writer.write(names) { name, writer in
                writer.write(name.name)
                writer.write(name.kind)
                writer.write(name.type)
                writer.write(name.cell)
            }
        }
    }

    public init(compactForm bytes: UnsafeRawBufferPointer) throws {
        self = try CompactTag.command.read(bytes) { (reader) throws(CompactFormError) in
            CommandRun(
                cell: try reader.int(), lane: try reader.int(), line: try reader.text(),
                names: try reader.list { (reader) throws(CompactFormError) in
                    LiveName(
                        name: try reader.text(), kind: try reader.text(), type: try reader.text(),
                        cell: try reader.int())
                })
        }
    }
}

extension ReleaseRun: Frame {
    public var compactForm: [UInt8]? {
        CompactTag.release.bytes { writer in
            writer.write(cell)
            writer.write(lane)
            writer.write(symbols) { symbol, writer in writer.write(symbol) }
        }
    }

    public init(compactForm bytes: UnsafeRawBufferPointer) throws {
        self = try CompactTag.release.read(bytes) { (reader) throws(CompactFormError) in
            ReleaseRun(
                cell: try reader.int(), lane: try reader.int(),
                symbols: try reader.list { (reader) throws(CompactFormError) in try reader.text() })
        }
    }
}
