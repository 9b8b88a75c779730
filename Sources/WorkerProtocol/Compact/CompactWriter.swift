/// Bytes of the compact form: numbers in eight bytes, least significant first; texts as UTF-8 behind their length.
struct CompactWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: UInt8) { bytes.append(value) }

    mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func write(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ value: Int) { write(UInt64(bitPattern: Int64(value))) }

    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 {
            write($0.count)
            bytes.append(contentsOf: $0)
        }
    }

    mutating func write(_ data: [UInt8]) {
        write(data.count)
        bytes += data
    }

    mutating func write(_ text: String?) {
        write(text != nil)
        if let text { write(text) }
    }

    mutating func write(_ texts: [String: String]) {
        write(texts.count)
        for (key, value) in texts {
            write(key)
            write(value)
        }
    }

    mutating func write<Element>(_ list: [Element], _ body: (Element, inout CompactWriter) -> Void) {
        write(list.count)
        for element in list { body(element, &self) }
    }
}
