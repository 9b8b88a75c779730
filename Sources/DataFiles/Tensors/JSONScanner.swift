/// Reads the JSON in the head of a `.safetensors` file: objects, texts, whole numbers and arrays of them.
struct JSONScanner {
    let file: String
    let bytes: UnsafeRawBufferPointer
    var place: Int

    /// Calls a body for each member of an object, with the scanner standing in front of its value.
    mutating func object(_ member: (inout JSONScanner, String) throws -> Void) throws {
        try expect(UInt8(ascii: "{"))
        if skip(UInt8(ascii: "}")) { return }
        repeat {
            let key = try text()
            try expect(UInt8(ascii: ":"))
            try member(&self, key)
        } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
    }

    /// An array of whole numbers from 0.
    mutating func numbers() throws -> [Int] {
        try expect(UInt8(ascii: "["))
        var result: [Int] = []
        if skip(UInt8(ascii: "]")) { return result }
        repeat { result.append(try number()) } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return result
    }

    mutating func text() throws -> String {
        try expect(UInt8(ascii: "\""))
        var result: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: result, as: UTF8.self) else { throw error("the text is no UTF-8") }
                return text
            case UInt8(ascii: "\\"): try escape(into: &result)
            case 0..<0x20: throw error("a control character stands in a text")
            default: result.append(byte)
            }
        }
        throw error("the text is never closed")
    }

    mutating func skipBlanks() {
        while place < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place += 1 }
    }

    func error(_ problem: String) -> DataFileError { DataFileError(file, byte: place, problem) }

    private mutating func number() throws -> Int {
        skipBlanks()
        let first = place
        var value = 0
        while place < bytes.count, (0x30...0x39).contains(bytes[place]), place - first < 18 {
            value = value * 10 + Int(bytes[place] - 0x30)
            place += 1
        }
        guard place > first else { throw error("expected a whole number from 0") }
        return value
    }

    private mutating func escape(into result: inout [UInt8]) throws {
        guard place < bytes.count else { throw error("the text is never closed") }
        defer { place += 1 }
        let plain: [UInt8: UInt8] = [
            UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "b"): 0x08,
            UInt8(ascii: "f"): 0x0C, UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F,
        ]
        if let byte = plain[bytes[place]] { return result.append(byte) }
        guard bytes[place] == UInt8(ascii: "u") else { throw error("an escape that JSON does not know") }
        var unit = try hexadecimal(at: place + 1)
        place += 4
        if (0xD800..<0xDC00).contains(unit), place + 2 < bytes.count, bytes[place + 1] == UInt8(ascii: "\\"),
            bytes[place + 2] == UInt8(ascii: "u")
        {
            let low = try hexadecimal(at: place + 3)
            guard (0xDC00..<0xE000).contains(low) else { throw error("half of a character stands alone") }
            unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            place += 6
        }
        guard let scalar = Unicode.Scalar(unit) else { throw error("half of a character stands alone") }
        result.append(contentsOf: String(Character(scalar)).utf8)
    }

    private func hexadecimal(at place: Int) throws -> UInt32 {
        guard place + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[place..<(place + 4)], as: UTF8.self), radix: 16)
        else { throw error("four hexadecimal digits are missing") }
        return value
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws {
        guard skip(byte) else { throw error("expected '\(Character(Unicode.Scalar(byte)))' in the JSON of the head") }
    }
}
