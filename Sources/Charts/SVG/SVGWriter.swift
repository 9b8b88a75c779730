/// Writes an SVG document as UTF-8 bytes.
///
/// Identifiers must be unique on a page that inlines many pictures, and the same picture must always give the same
/// bytes: they are written as place holders and replaced at the end by a hash of everything else.
public struct SVGWriter: Sendable {
    package internal(set) var bytes: [UInt8] = []
    private var identifierOffsets: [Int] = []
    var pen = (x: 0, y: 0)
    var lastCommand: UInt8 = 0
    private var identifierCount = 0

    package init() {
        bytes.reserveCapacity(16_384)
    }

    package mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    package mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Text between tags or in an attribute, with `< & > "` escaped. Control characters, which XML cannot hold, become
    /// U+FFFD.
    package mutating func escaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): raw("&lt;")
            case UInt8(ascii: ">"): raw("&gt;")
            case UInt8(ascii: "&"): raw("&amp;")
            case UInt8(ascii: "\""): raw("&quot;")
            case 0x09, 0x0A, 0x0D: bytes.append(0x20)
            case 0..<0x20: raw("\u{FFFD}")
            default: bytes.append(byte)
            }
        }
    }

    /// A number rounded to tenths, in the shortest form SVG understands.
    package mutating func number(_ value: Double) {
        tenths(Self.tenths(value))
    }

    /// ` name="value"`
    package mutating func attribute(_ name: StaticString, _ value: Double) {
        openAttribute(name)
        number(value)
        raw("\"")
    }

    package mutating func attribute(_ name: StaticString, _ value: Color) {
        openAttribute(name)
        raw(value.hexadecimal)
        raw("\"")
    }

    package mutating func attribute(_ name: StaticString, escaping value: String) {
        openAttribute(name)
        escaped(value)
        raw("\"")
    }

    /// An opacity, which needs two decimals where coordinates need one.
    package mutating func attribute(_ name: StaticString, fraction value: Double) {
        openAttribute(name)
        raw(NumberText.decimal(Int((min(max(value, 0), 1) * 100).rounded()), exponent: -2, trimming: true))
        raw("\"")
    }

    package mutating func openAttribute(_ name: StaticString) {
        raw(" ")
        raw(name)
        raw("=\"")
    }

    /// Everything another writer has written; it must not have written identifiers.
    package mutating func append(_ other: SVGWriter) {
        bytes.append(contentsOf: other.bytes)
    }

    /// A new number for an identifier of this document.
    package mutating func makeIdentifier() -> Int {
        identifierCount += 1
        return identifierCount
    }

    /// Writes the identifier that `makeIdentifier()` numbered.
    package mutating func identifier(_ number: Int) {
        raw("c")
        identifierOffsets.append(bytes.count)
        raw("0000000000-")
        raw(String(number))
    }

    /// The document. Call it once, when everything is written.
    package mutating func finish() -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a, 64 bits
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = Array("0123456789abcdefghijklmnopqrstuv".utf8)
        for offset in identifierOffsets {
            for place in 0..<10 { bytes[offset + place] = digits[Int((hash >> (5 * UInt64(place))) & 31)] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Far-away positions (a zoomed axis leaves data outside) are pulled to where they are still outside and still an Int.
    static func tenths(_ value: Double) -> Int {
        Int((min(max(value, -1e6), 1e6) * 10).rounded())
    }

    mutating func tenths(_ value: Int) {
        var rest = value
        if rest < 0 {
            bytes.append(UInt8(ascii: "-"))
            rest = -rest
        }
        let whole = rest / 10
        let fraction = rest % 10
        if whole > 0 || fraction == 0 { integer(whole) }
        if fraction > 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(UInt8(ascii: "0") + UInt8(fraction))
        }
    }

    private mutating func integer(_ value: Int) {
        if value >= 10 { integer(value / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
    }
}
