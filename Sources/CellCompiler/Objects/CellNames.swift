/// The names of cells' modules, `Cell7`, inside other names.
enum CellNames {
    private static let word = Array("Cell".utf8)

    /// Those in a mangled name: a length, and that many characters.
    static func mangled(in symbol: String) -> Set<String> {
        var found: Set<String> = []
        let bytes = Array(symbol.utf8)
        for (index, digits) in places(in: bytes) where index > 0 && isDigit(bytes[index - 1]) {
            // `5Cell14BaseC` is Cell1 and Base: the length says where the name ends.
            let count = Int(bytes[index - 1] - UInt8(ascii: "0")) - word.count
            guard count > 0, count <= digits.count else { continue }
            found.insert("Cell\(String(decoding: digits.prefix(count), as: UTF8.self))")
        }
        return found
    }

    /// Whether a mangled name holds one.
    static func isIn(_ symbol: String) -> Bool {
        symbol.utf8.firstIndex(of: word[0]) != nil && !mangled(in: symbol).isEmpty
    }

    /// `Cell7.Point` becomes `Point`.
    static func removing(from text: String) -> String {
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        var next = 0
        for (index, digits) in places(in: bytes) where index >= next {
            let end = digits.endIndex
            guard end < bytes.count, bytes[end] == UInt8(ascii: "."), index == 0 || !isLetter(bytes[index - 1]) else {
                continue
            }
            kept += bytes[next..<index]
            next = end + 1
        }
        return String(decoding: kept + bytes[next...], as: UTF8.self)
    }

    /// Where the word stands with digits behind it.
    private static func places(in bytes: [UInt8]) -> [(index: Int, digits: ArraySlice<UInt8>)] {
        guard bytes.count > word.count else { return [] }
        return (0..<(bytes.count - word.count)).compactMap { index in
            guard bytes[index] == word[0], isDigit(bytes[index + 4]),
                bytes[index..<(index + 4)].elementsEqual(word)
            else { return nil }
            return (index, bytes[(index + 4)...].prefix(while: isDigit))
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_")
            || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
            || byte >= 0x80
    }
}
