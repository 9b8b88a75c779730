/// Bytes that are not JSON.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: String, Sendable {
        case unexpectedEnd = "the text ends too early"
        case unexpectedByte = "unexpected character"
        case trailingBytes = "something follows the value"
        case invalidNumber = "not a number as JSON has it"
        case invalidEscape = "unknown escape in a string"
        case controlCharacter = "a control character in a string has to be escaped"
        case invalidUTF8 = "not UTF-8"
        case tooDeep = "arrays and objects are nested deeper than 512 levels"
    }

    /// What is wrong.
    public let reason: Reason
    /// The offset in bytes.
    public let offset: Int

    public init(reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    public var description: String {
        "not JSON: \(reason.rawValue) (byte \(offset))"
    }
}
