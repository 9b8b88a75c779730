extension JSONParser {
    /// The string whose opening quote is at the offset.
    mutating func string() throws(JSONError) -> String {
        offset += 1
        let start = offset
        var isASCII = true
        // Most strings hold no escape: they are taken as one piece.
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                defer { offset += 1 }
                return try text(UnsafeBufferPointer(rebasing: bytes[start..<offset]), isASCII: isASCII, at: start)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw error(.controlCharacter) }
            if byte >= 0x80 { isASCII = false }
            offset += 1
        }
        throw error(.unexpectedEnd)
    }

    private func text(
        _ piece: UnsafeBufferPointer<UInt8>, isASCII: Bool, at start: Int
    ) throws(JSONError) -> String {
        if isASCII { return String(decoding: piece, as: UTF8.self) }
        guard let text = String(validating: piece, as: UTF8.self) else {
            throw JSONError(reason: .invalidUTF8, offset: start)
        }
        return text
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var unescaped = Array(bytes[start..<offset])
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                guard let text = String(validating: unescaped, as: UTF8.self) else {
                    throw JSONError(reason: .invalidUTF8, offset: start)
                }
                return text
            case UInt8(ascii: "\\"):
                offset += 1
                try unescape(into: &unescaped)
            case ..<0x20:
                throw error(.controlCharacter)
            default:
                unescaped.append(byte)
                offset += 1
            }
        }
        throw error(.unexpectedEnd)
    }

    private mutating func unescape(into text: inout [UInt8]) throws(JSONError) {
        guard offset < bytes.count else { throw error(.unexpectedEnd) }
        let byte = bytes[offset]
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: try escapedScalar().utf8)
        default:
            offset -= 1
            throw error(.invalidEscape)
        }
    }

    /// Reads what follows `\u`, and the second half where it is the first half of a surrogate pair.
    ///
    /// RFC 8259 leaves a half without its other half open, and Python writes such; it becomes U+FFFD.
    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try codeUnit()
        guard 0xD800...0xDBFF ~= first else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        let afterFirst = offset
        guard current == UInt8(ascii: "\\"), offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "u") else {
            return "\u{FFFD}"
        }
        offset += 2
        let second = try codeUnit()
        guard 0xDC00...0xDFFF ~= second else {
            offset = afterFirst
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(current)).hexDigitValue else { throw error(.invalidEscape) }
            unit = unit << 4 | UInt32(digit)
            offset += 1
        }
        return unit
    }
}
