/// Any JSON value (RFC 8259).
///
/// Numbers without fraction and exponent that fit an `Int` are ``integer(_:)``, all others ``number(_:)``.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Reads one JSON text.
    /// - Parameter bytes: UTF-8.
    /// - Throws: ``JSONError`` with the offset of the first byte that is not as RFC 8259 has it.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try JSONParser.parse(bytes)
    }

    /// The value as JSON text in UTF-8: no spaces, keys in order, so that equal values give equal bytes.
    ///
    /// JSON has no infinities and no NaN; they become `null`.
    public var encoded: [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }

    /// An object of texts as JSON text, in the order given; nil is left out. Without the dictionary that ``encoded`` needs.
    public static func encoded(texts: KeyValuePairs<String, String?>) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(texts: texts)
        return writer.bytes
    }
}

extension JSONValue: CustomStringConvertible {
    public var description: String {
        String(decoding: encoded, as: UTF8.self)
    }
}
