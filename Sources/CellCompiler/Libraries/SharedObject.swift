/// The bytes of a shared object (ELF, 64 bits, least significant byte first), and what of them a copy under another name
/// has to change.
///
/// Source: System V ABI, chapters 4 and 5 (object files, dynamic linking).
struct SharedObject {
    /// The bytes of the whole file.
    private(set) var bytes: [UInt8]
    /// The parts of the file that the loader maps: where each lies in the file, and its address.
    private let segments: [(file: Range<Int>, address: Int)]
    private let dynamic: Range<Int>

    /// Kinds of segments.
    private enum Segment: Int {
        case load = 1
        case dynamic = 2
    }

    /// Kinds of entries of the dynamic section.
    private enum Tag: Int {
        case end = 0
        case hash = 4
        case strings = 5
        case symbols = 6
    }

    private static let symbolSize = 24

    /// Nil for a file of another kind.
    init?(_ bytes: [UInt8]) {
        let magic: [UInt8] = [0x7F, UInt8(ascii: "E"), UInt8(ascii: "L"), UInt8(ascii: "F"), 2, 1]
        guard bytes.count >= 64, bytes.starts(with: magic) else { return nil }
        self.bytes = bytes
        let table = Self.number(bytes, at: 32, width: 8)
        let (entry, count) = (Self.number(bytes, at: 54, width: 2), Self.number(bytes, at: 56, width: 2))
        var segments: [(file: Range<Int>, address: Int)] = []
        var dynamic: Range<Int>?
        guard table >= 0, entry >= 56, table + entry * count <= bytes.count else { return nil }
        for header in stride(from: table, to: table + entry * count, by: entry) {
            let start = Self.number(bytes, at: header + 8, width: 8)
            let size = Self.number(bytes, at: header + 32, width: 8)
            guard start >= 0, size >= 0, start <= bytes.count, size <= bytes.count - start else { return nil }
            switch Segment(rawValue: Self.number(bytes, at: header, width: 4)) {
            case .load: segments.append((start..<start + size, Self.number(bytes, at: header + 16, width: 8)))
            case .dynamic: dynamic = start..<start + size
            case nil: break
            }
        }
        guard let dynamic, !segments.isEmpty else { return nil }
        self.segments = segments
        self.dynamic = dynamic
    }

    /// Leaves out what the loader does not map: symbols for debuggers, debug information, the table of sections.
    mutating func keepLoadedParts() {
        let end = segments.map(\.file.upperBound).max() ?? 0
        bytes.removeLast(bytes.count - end)
        // The place of the table of sections, and its entries' number and names.
        for place in Array(40..<48) + Array(60..<64) { bytes[place] = 0 }
    }

    /// Whether the text stands anywhere in the file.
    func contains(_ text: String) -> Bool {
        !places(of: Array(text.utf8)).isEmpty
    }

    /// Puts a text in the place of another one of the same length, everywhere.
    mutating func replace(_ old: String, by new: String) {
        precondition(old.utf8.count == new.utf8.count, "the places of everything else must not change")
        let new = Array(new.utf8)
        for place in places(of: Array(old.utf8)) { bytes.replaceSubrange(place..<place + new.count, with: new) }
    }

    /// Makes the hash table of the symbols anew, after their names changed.
    ///
    /// - Returns: false where there is no table of this form (`ld --hash-style=sysv`).
    mutating func hashSymbols() -> Bool {
        guard let table = place(.hash), let strings = place(.strings), let symbols = place(.symbols),
            let bucketCount = word(table), let count = word(table + 4), bucketCount > 0,
            table + 4 * (2 + bucketCount + count) <= bytes.count, symbols + Self.symbolSize * count <= bytes.count
        else { return false }
        let buckets = table + 8
        let chains = buckets + 4 * bucketCount
        for bucket in 0..<bucketCount { setWord(buckets + 4 * bucket, 0) }
        // Symbol 0 is none.
        for symbol in 1..<max(1, count) {
            guard let name = word(symbols + Self.symbolSize * symbol), strings + name < bytes.count else {
                return false
            }
            let bucket = buckets + 4 * Int(hash(ofNameAt: strings + name) % UInt32(bucketCount))
            guard let next = word(bucket) else { return false }
            setWord(chains + 4 * symbol, next)
            setWord(bucket, symbol)
        }
        return true
    }

    /// The function of the System V ABI.
    private func hash(ofNameAt place: Int) -> UInt32 {
        var hash: UInt32 = 0
        for byte in bytes[place...] {
            guard byte != 0 else { break }
            hash = (hash << 4) &+ UInt32(byte)
            let high = hash & 0xF000_0000
            hash = (hash ^ (high >> 24)) & ~high
        }
        return hash
    }

    /// Where in the file a table of the dynamic section lies.
    private func place(_ tag: Tag) -> Int? {
        for entry in stride(from: dynamic.lowerBound, to: dynamic.upperBound - 15, by: 16) {
            let found = Self.number(bytes, at: entry, width: 8)
            if found == Tag.end.rawValue { return nil }
            guard found == tag.rawValue else { continue }
            let address = Self.number(bytes, at: entry + 8, width: 8)
            return segments.first { (0..<$0.file.count).contains(address - $0.address) }
                .map { $0.file.lowerBound + address - $0.address }
        }
        return nil
    }

    private func places(of text: [UInt8]) -> [Int] {
        guard let first = text.first, bytes.count >= text.count else { return [] }
        var found: [Int] = []
        bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            while place <= bytes.count - text.count {
                if bytes[place] == first, text.indices.allSatisfy({ bytes[place + $0] == text[$0] }) {
                    found.append(place)
                    place += text.count
                } else {
                    place += 1
                }
            }
        }
        return found
    }

    private func word(_ place: Int) -> Int? {
        place + 4 <= bytes.count ? Self.number(bytes, at: place, width: 4) : nil
    }

    private mutating func setWord(_ place: Int, _ value: Int) {
        for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
    }

    private static func number(_ bytes: [UInt8], at place: Int, width: Int) -> Int {
        guard place + width <= bytes.count else { return -1 }
        return (0..<width).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
    }
}
