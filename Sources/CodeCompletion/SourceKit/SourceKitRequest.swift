/// A request in sourcekitd's own notation (YAML of one line), and the source text that it is about.
public struct SourceKitRequest: Sendable {
    /// The request without its text.
    let yaml: String
    /// `key.sourcetext`, which travels beside the YAML: it may hold anything.
    let text: String?

    /// A value of a request.
    enum Value {
        case number(Int)
        case text(String)
        /// One of sourcekitd's own words, `source.request.cursorinfo`.
        case word(String)
        case list([Value])
        case dictionary([(key: String, value: Value)])

        var yaml: String {
            switch self {
            case .number(let number): "\(number)"
            case .text(let text): "\"\(Self.escaped(text))\""
            case .word(let word): word
            case .list(let values): "[\(values.map(\.yaml).joined(separator: ", "))]"
            case .dictionary(let entries):
                "{\(entries.map { "key.\($0.key): \($0.value.yaml)" }.joined(separator: ", "))}"
            }
        }

        private static func escaped(_ text: String) -> String {
            var result = ""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"", "\\": result += "\\\(scalar)"
                case "\n": result += "\\n"
                case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                    let digits = String(scalar.value, radix: 16)
                    result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
                default: result.unicodeScalars.append(scalar)
                }
            }
            return result
        }
    }

    init(_ name: String, _ entries: [(key: String, value: Value)], text: String? = nil) {
        let request = [(key: "request", value: Value.word("source.request.\(name)"))]
        yaml = Value.dictionary(request + entries).yaml
        self.text = text
    }

    /// The bytes for `cuaderno-sourcekit`: two lengths, least significant byte first, then YAML and text.
    var frame: [UInt8] {
        let body = Array(yaml.utf8)
        let source = text.map { Array($0.utf8) }
        var bytes: [UInt8] = []
        for length in [UInt32(body.count), source.map { UInt32($0.count) } ?? .max] {
            withUnsafeBytes(of: length.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes + body + (source ?? [])
    }
}
