/// Reads the Python dictionary in the head of a `.npy` file: texts, booleans and tuples of lengths, and nothing else.
struct LiteralScanner {
    enum Value: Equatable {
        case text(String)
        case flag(Bool)
        case lengths([Int])
    }

    let file: String
    let bytes: UnsafeRawBufferPointer
    var place: Int

    mutating func dictionary() throws -> [String: Value] {
        var result: [String: Value] = [:]
        try expect("{")
        while !skip("}") {
            let key = try text()
            try expect(":")
            result[key] = try value()
            if !skip(",") {
                try expect("}")
                break
            }
        }
        return result
    }

    private mutating func value() throws -> Value {
        skipBlanks()
        guard place < bytes.count else { throw error("the head ends in the middle") }
        switch bytes[place] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "("): return .lengths(try lengths())
        default:
            if skip("True") { return .flag(true) }
            if skip("False") { return .flag(false) }
            throw error("expected a text, True, False or a tuple of lengths (arrays of records cannot be read)")
        }
    }

    private mutating func lengths() throws -> [Int] {
        try expect("(")
        var result: [Int] = []
        while !skip(")") {
            skipBlanks()
            var value = 0
            let first = place
            while place < bytes.count, (0x30...0x39).contains(bytes[place]), place - first < 18 {
                value = value * 10 + Int(bytes[place] - 0x30)
                place += 1
            }
            guard place > first else { throw error("expected a length, a whole number from 0") }
            // What Python 2 wrote.
            _ = skip("L")
            result.append(value)
            guard result.count <= 32 else { throw error("an array has 32 axes at most") }
            if !skip(",") {
                try expect(")")
                break
            }
        }
        return result
    }

    private mutating func text() throws -> String {
        skipBlanks()
        guard place < bytes.count, bytes[place] == 0x27 || bytes[place] == 0x22 else { throw error("expected a text") }
        let quote = bytes[place]
        place += 1
        let first = place
        while place < bytes.count, bytes[place] != quote { place += 1 }
        guard place < bytes.count else { throw error("the text is never closed") }
        defer { place += 1 }
        return String(decoding: bytes[first..<place], as: UTF8.self)
    }

    private mutating func skipBlanks() {
        while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x0A { place += 1 }
    }

    private mutating func skip(_ word: StaticString) -> Bool {
        skipBlanks()
        let letters = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[place...].starts(with: letters) else { return false }
        place += letters.count
        return true
    }

    private mutating func expect(_ word: StaticString) throws {
        guard skip(word) else { throw error("expected '\(word)' in the head") }
    }

    private func error(_ problem: String) -> DataFileError { DataFileError(file, byte: place, problem) }
}
