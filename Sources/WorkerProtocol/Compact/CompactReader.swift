/// Reads what a ``CompactWriter`` wrote. A cell may have written into the worker's descriptor, so nothing is taken for granted.
struct CompactReader {
    private var rest: Slice<UnsafeRawBufferPointer>

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes[...] }

    /// - Throws: ``CompactFormError`` where bytes are left over.
    func end() throws(CompactFormError) {
        guard rest.isEmpty else { throw CompactFormError(missing: -rest.count) }
    }

    mutating func byte() throws(CompactFormError) -> UInt8 {
        guard let value = rest.popFirst() else { throw CompactFormError(missing: 1) }
        return value
    }

    mutating func bool() throws(CompactFormError) -> Bool { try byte() != 0 }

    mutating func number() throws(CompactFormError) -> UInt64 {
        let bytes = try take(8)
        return UInt64(littleEndian: UnsafeRawBufferPointer(rebasing: bytes).loadUnaligned(as: UInt64.self))
    }

    mutating func int() throws(CompactFormError) -> Int { Int(truncatingIfNeeded: try number()) }

    mutating func text() throws(CompactFormError) -> String {
        String(decoding: UnsafeRawBufferPointer(rebasing: try take(try int())), as: UTF8.self)
    }

    /// A case by its name.
    mutating func word<Word: RawRepresentable<String>>(of type: Word.Type) throws -> Word {
        let word = try text()
        guard let value = Word(rawValue: word) else { throw UnknownWord(word: word) }
        return value
    }

    mutating func data() throws(CompactFormError) -> [UInt8] { Array(try take(try int())) }

    mutating func optionalText() throws(CompactFormError) -> String? { try bool() ? try text() : nil }

    mutating func texts() throws(CompactFormError) -> [String: String] {
        var texts: [String: String] = [:]
        for _ in 0..<(try count()) {
            let key = try text()
            texts[key] = try text()
        }
        return texts
    }

    mutating func list<Element>(
        _ body: (inout CompactReader) throws(CompactFormError) -> Element
    ) throws(CompactFormError) -> [Element] {
        var list: [Element] = []
        for _ in 0..<(try count()) { list.append(try body(&self)) }
        return list
    }

    /// How many elements follow; each has at least one byte, so that a wrong count does not fill the memory.
    private mutating func count() throws(CompactFormError) -> Int {
        let count = try int()
        guard count >= 0, count <= rest.count else { throw CompactFormError(missing: count) }
        return count
    }

    private mutating func take(_ count: Int) throws(CompactFormError) -> Slice<UnsafeRawBufferPointer> {
        guard count >= 0, count <= rest.count else { throw CompactFormError(missing: count) }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}

/// A frame that is shorter than it says, or longer.
struct CompactFormError: Error, CustomStringConvertible {
    /// Bytes that are announced and not there; negative: that are there and not announced.
    let missing: Int

    var description: String { "a frame in compact form does not end where its last value does (\(missing))" }
}

/// A word that none of the cases has.
struct UnknownWord: Error {
    let word: String
}
