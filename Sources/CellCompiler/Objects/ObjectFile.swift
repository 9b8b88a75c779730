import Foundation

/// A relocatable object as the compiler writes it: ELF of 64 bits, least significant byte first (System V ABI, "Object
/// Files"), with each function in a section of its own.
struct ObjectFile: Sendable {
    struct Section: Sendable {
        var name: String
        /// Part of the program, and not information about it.
        var isAllocated: Bool
        var isCode: Bool
    }

    struct Symbol: Sendable {
        var name: String
        /// The index of the section that holds it; nil: it is defined elsewhere.
        var section: Int?
        var size: Int
        /// Seen by other objects.
        var isGlobal: Bool
        /// It names the section itself.
        var isSection: Bool
    }

    /// A place in a section that holds the address of a symbol.
    struct Reference: Sendable {
        var section: Int
        var symbol: Int
        /// A call or a jump, after which nobody keeps the address.
        var isCall: Bool
    }

    private(set) var sections: [Section] = []
    private(set) var symbols: [Symbol] = []
    private(set) var references: [Reference] = []

    /// - Returns: nil for anything that is not such an object.
    init?(_ bytes: [UInt8]) {
        let succeeded = bytes.withUnsafeBytes { read(Reader(bytes: $0)) }
        guard succeeded else { return nil }
    }

    private struct Header {
        var name, type, flags, offset, size, link, info: Int
    }

    private enum SectionType {
        static let symbols = 2
        static let relocationsWithAddends = 4
    }

    private static let isAllocatedFlag = 0x2
    private static let isExecutableFlag = 0x4
    /// R_X86_64_PLT32; R_AARCH64_JUMP26 and R_AARCH64_CALL26.
    private static let calls: Set<Int> = [4, 282, 283]

    private mutating func read(_ reader: Reader) -> Bool {
        // The magic number, 64 bits, least significant byte first; ET_REL.
        guard reader.unsigned32(0) == 0x464C_457F, reader.unsigned16(4) == 0x0102, reader.unsigned16(16) == 1,
            let table = reader.word(40), let count = reader.unsigned16(60), let names = reader.unsigned16(62)
        else { return false }
        var headers: [Header] = []
        for index in 0..<count {
            guard let header = header(at: table + index * 64, in: reader) else { return false }
            headers.append(header)
        }
        guard headers.indices.contains(names) else { return false }
        sections = headers.map { header in
            Section(
                name: reader.text(headers[names].offset + header.name),
                isAllocated: header.flags & Self.isAllocatedFlag != 0,
                isCode: header.flags & Self.isExecutableFlag != 0)
        }
        for header in headers where header.type == SectionType.symbols {
            guard headers.indices.contains(header.link) else { return false }
            readSymbols(header, names: headers[header.link].offset, in: reader)
        }
        for header in headers where header.type == SectionType.relocationsWithAddends {
            guard sections.indices.contains(header.info) else { return false }
            if sections[header.info].isAllocated { readReferences(header, in: reader) }
        }
        return references.allSatisfy { symbols.indices.contains($0.symbol) }
    }

    private func header(at offset: Int, in reader: Reader) -> Header? {
        guard let name = reader.unsigned32(offset), let type = reader.unsigned32(offset + 4),
            let flags = reader.word(offset + 8), let start = reader.word(offset + 24),
            let size = reader.word(offset + 32), let link = reader.unsigned32(offset + 40),
            let info = reader.unsigned32(offset + 44)
        else { return nil }
        return Header(name: name, type: type, flags: flags, offset: start, size: size, link: link, info: info)
    }

    private mutating func readSymbols(_ header: Header, names: Int, in reader: Reader) {
        for offset in stride(from: header.offset, to: header.offset + header.size, by: 24) {
            guard let name = reader.unsigned32(offset), let info = reader.byte(offset + 4),
                let section = reader.unsigned16(offset + 6), let size = reader.word(offset + 16)
            else { return }
            symbols.append(
                Symbol(
                    name: reader.text(names + name),
                    section: section > 0 && sections.indices.contains(section) ? section : nil, size: size,
                    isGlobal: info >> 4 != 0, isSection: info & 0xF == 3))
        }
    }

    private mutating func readReferences(_ header: Header, in reader: Reader) {
        for offset in stride(from: header.offset, to: header.offset + header.size, by: 24) {
            guard let type = reader.unsigned32(offset + 8), let symbol = reader.unsigned32(offset + 12) else { return }
            references.append(
                Reference(section: header.info, symbol: symbol, isCall: Self.calls.contains(type)))
        }
    }
}

/// Reads numbers at offsets; nil beyond the end.
private struct Reader {
    let bytes: UnsafeRawBufferPointer

    func byte(_ offset: Int) -> UInt8? {
        offset >= 0 && offset < bytes.count ? bytes[offset] : nil
    }

    func unsigned16(_ offset: Int) -> Int? { number(offset, UInt16.self) }
    func unsigned32(_ offset: Int) -> Int? { number(offset, UInt32.self) }
    func word(_ offset: Int) -> Int? { number(offset, UInt64.self) }

    /// Up to the next zero.
    func text(_ offset: Int) -> String {
        guard offset >= 0, offset < bytes.count else { return "" }
        let end = bytes[offset...].firstIndex(of: 0) ?? bytes.count
        return String(decoding: bytes[offset..<end], as: UTF8.self)
    }

    private func number<Value: FixedWidthInteger>(_ offset: Int, _ type: Value.Type) -> Int? {
        guard offset >= 0, offset <= bytes.count - MemoryLayout<Value>.size else { return nil }
        return Int(truncatingIfNeeded: Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type)))
    }
}

extension ObjectFile {
    /// - Throws: ``CellCompilerError`` where the compiler's object is none of ours.
    init(contentsOf path: String) throws(CellCompilerError) {
        guard let data = FileManager.default.contents(atPath: path), let object = ObjectFile([UInt8](data)) else {
            throw CellCompilerError(.toolFailed, "the compiler's object at \(path) cannot be read.")
        }
        self = object
    }
}
