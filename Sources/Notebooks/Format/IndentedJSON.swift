import JupyterProtocol

/// Writes JSON with a line for each member, as Python does with `indent=1`.
struct IndentedJSON {
    private(set) var bytes: [UInt8] = []
    private var depth = 0

    mutating func write(_ value: JSONValue) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            list(elements, "[", "]") { $0.write($1) }
        case .object(let members) where !members.isEmpty:
            list(members.sorted { $0.key < $1.key }, "{", "}") { writer, member in
                writer.bytes += JSONValue.string(member.key).encoded
                writer.bytes += ": ".utf8
                writer.write(member.value)
            }
        default: bytes += value.encoded
        }
    }

    private mutating func list<Element>(
        _ elements: [Element], _ open: String, _ close: String, _ element: (inout IndentedJSON, Element) -> Void
    ) {
        bytes += open.utf8
        depth += 1
        for (index, value) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            newLine()
            element(&self, value)
        }
        depth -= 1
        newLine()
        bytes += close.utf8
    }

    private mutating func newLine() {
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: depth)
    }
}
