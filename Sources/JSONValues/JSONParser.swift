/// Reads JSON text by recursive descent, strictly as RFC 8259 has it.
struct JSONParser {
    /// Deep enough for any document, and far from what the stack of the smallest thread bears.
    static let maximumDepth = 512

    let bytes: UnsafeBufferPointer<UInt8>
    var offset = 0
    private var depth = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONError) in
                var parser = JSONParser(buffer)
                let value = try parser.value()
                parser.skipSpace()
                guard parser.offset == buffer.count else { throw parser.error(.trailingBytes) }
                return value
            }
        }
        return try result.get()
    }

    func error(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason: offset < bytes.count || reason != .unexpectedByte ? reason : .unexpectedEnd, offset: offset)
    }

    /// The byte at the offset; 0, which no JSON text holds outside its strings, at the end.
    var current: UInt8 {
        offset < bytes.count ? bytes[offset] : 0
    }

    private mutating func skipSpace() {
        while current == 0x20 || current == 0x0A || current == 0x0D || current == 0x09 { offset += 1 }
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error(.unexpectedByte)
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONError) -> JSONValue
    ) throws(JSONError) -> JSONValue {
        guard depth < Self.maximumDepth else { throw error(.tooDeep) }
        depth += 1
        offset += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        var members: [String: JSONValue] = [:]
        skipSpace()
        if current == UInt8(ascii: "}") {
            offset += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
            let key = try string()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw error(.unexpectedByte) }
            offset += 1
            members[key] = try value()
            guard try another(before: UInt8(ascii: "}")) else { return .object(members) }
        }
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        var elements: [JSONValue] = []
        skipSpace()
        if current == UInt8(ascii: "]") {
            offset += 1
            return .array(elements)
        }
        while true {
            elements.append(try value())
            guard try another(before: UInt8(ascii: "]")) else { return .array(elements) }
        }
    }

    /// Steps over a comma (true) or the closing bracket (false).
    private mutating func another(before close: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        guard current == UInt8(ascii: ",") || current == close else { throw error(.unexpectedByte) }
        offset += 1
        return bytes[offset - 1] != close
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<text.utf8CodeUnitCount {
            guard current == text.utf8Start[index] else { throw error(.unexpectedByte) }
            offset += 1
        }
        return value
    }
}
