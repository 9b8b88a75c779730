import JupyterProtocol
import Testing

@Suite("JSON")
struct JSONTests {
    @Test(
        "texts and their values",
        arguments: [
            ("null", .null),
            (" \t\r\n true ", true),
            ("-0", 0),
            ("9223372036854775807", .integer(.max)),
            // One more does not fit an Int, but is a number all the same.
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("-12.5e-1", -1.25),
            ("1E3", 1_000.0),
            ("[]", []),
            ("[ 1 , [ ] , { } ]", [1, [], [:]]),
            (#"{"a":1,"a":2}"#, ["a": 2]),
            (#""\u00f1\"\\\/\b\f\n\r\t""#, "ñ\"\\/\u{8}\u{C}\n\r\t"),
            (#""\ud83c\udf88""#, "🎈"),
            // Halves of surrogate pairs: Python writes them, and no String can hold them.
            (#""\ud83c""#, "\u{FFFD}"),
            (#""\ud83cx""#, "\u{FFFD}x"),
            (#""\ud83c\n""#, "\u{FFFD}\n"),
            (#""\ud83c\u0041""#, "\u{FFFD}A"),
            (#""\udf88""#, "\u{FFFD}"),
            ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
        ] as [(String, JSONValue)])
    func parsing(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)) == value)
    }

    @Test(
        "texts that are not JSON",
        arguments: [
            ("", JSONError.Reason.unexpectedEnd, 0),
            ("  ", .unexpectedEnd, 2),
            ("nul", .unexpectedEnd, 3),
            ("nulL", .unexpectedByte, 3),
            ("NaN", .unexpectedByte, 0),
            ("Infinity", .unexpectedByte, 0),
            ("1 2", .trailingBytes, 2),
            ("01", .trailingBytes, 1),
            ("1.", .invalidNumber, 2),
            (".5", .unexpectedByte, 0),
            ("+1", .unexpectedByte, 0),
            ("-", .invalidNumber, 1),
            ("1e", .invalidNumber, 2),
            ("1e999", .invalidNumber, 5),
            ("[1,]", .unexpectedByte, 3),
            ("[1", .unexpectedEnd, 2),
            ("{\"a\"}", .unexpectedByte, 4),
            ("{a:1}", .unexpectedByte, 1),
            ("{\"a\":1,}", .unexpectedByte, 7),
            ("'a'", .unexpectedByte, 0),
            ("\"a", .unexpectedEnd, 2),
            ("\"\\", .unexpectedEnd, 2),
            ("\"\\x\"", .invalidEscape, 2),
            ("\"\\u12g4\"", .invalidEscape, 5),
            ("\"\\u12", .invalidEscape, 5),
            ("\"a\nb\"", .controlCharacter, 2),
            ("\u{FEFF}1", .unexpectedByte, 0),
        ])
    func refusing(_ text: String, _ reason: JSONError.Reason, _ offset: Int) {
        #expect(throws: JSONError(reason: reason, offset: offset)) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test("a zero byte is no end of the text")
    func zeroByte() {
        #expect(throws: JSONError(reason: .trailingBytes, offset: 1)) { try JSONValue(parsing: [0x31, 0]) }
    }

    @Test(
        "depth", arguments: [(512, true), (513, false)])
    func depth(_ depth: Int, _ isAllowed: Bool) {
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let value = try? JSONValue(parsing: Array(text.utf8))
        #expect((value != nil) == isAllowed)
    }

    @Test(
        "values and their texts",
        arguments: [
            (["b": 1, "a": [nil, true, "x"]] as JSONValue, #"{"a":[null,true,"x"],"b":1}"#),
            ("\u{0}\u{1F}\"\\/\n\u{7F}é🎈", "\"\\u0000\\u001f\\\"\\\\/\\n\u{7F}é🎈\""),
            (.number(.nan), "null"),
            (.number(-.infinity), "null"),
            (0.1, "0.1"),
            (.number(.leastNonzeroMagnitude), "5e-324"),
            (.integer(.min), "-9223372036854775808"),
        ])
    func writing(_ value: JSONValue, _ text: String) throws {
        #expect(String(decoding: value.encoded, as: UTF8.self) == text)
    }

    @Test("what is written reads the same", arguments: 0..<200)
    func roundTrip(_ seed: Int) throws {
        var generator = SplitMix64(state: UInt64(seed))
        let value = JSONValue.random(depth: 4, using: &generator)
        #expect(try JSONValue(parsing: value.encoded) == value)
    }
}
