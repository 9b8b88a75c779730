package import WorkerProtocol

/// Parts text and marks in one of the worker's streams.
package struct StreamDemultiplexer {
    /// A part of the stream.
    package enum Part: Equatable {
        case text(String)
        case marker(StreamMarker)
    }

    private let introducer: [UInt8]
    private var buffer: [UInt8] = []

    package init(nonce: String) {
        introducer = StreamMarker.introducer(nonce: nonce)
    }

    /// Adds bytes and returns what is whole: text up to the last whole character, and marks.
    package mutating func append(_ bytes: some Sequence<UInt8>) -> [Part] {
        buffer.append(contentsOf: bytes)
        var parts: [Part] = []
        var start = 0
        var index = 0
        while let escape = buffer[index...].firstIndex(of: 0x1B) {
            let rest = buffer[escape...]
            let length = min(rest.count, introducer.count)
            guard rest.prefix(length).elementsEqual(introducer.prefix(length)) else {
                index = escape + 1
                continue
            }
            guard let end = terminatorIndex(from: escape + length), length == introducer.count else {
                // The beginning of a mark: the rest has yet to come.
                appendText(buffer[start..<escape], to: &parts)
                buffer.removeFirst(escape)
                return parts
            }
            appendText(buffer[start..<escape], to: &parts)
            if let marker = StreamMarker(body: buffer[(escape + length)..<end]) { parts.append(.marker(marker)) }
            start = end + StreamMarker.terminator.count
            index = start
        }
        let whole = start + wholeCharacters(in: buffer[start...])
        appendText(buffer[start..<whole], to: &parts)
        buffer.removeFirst(whole)
        return parts
    }

    /// What is left when the stream ends or pauses for good.
    package mutating func flush() -> [Part] {
        defer { buffer.removeAll() }
        return buffer.isEmpty ? [] : [.text(String(decoding: buffer, as: UTF8.self))]
    }

    private func terminatorIndex(from start: Int) -> Int? {
        var index = start
        while let escape = buffer[index...].firstIndex(of: StreamMarker.terminator[0]) {
            if buffer[escape...].starts(with: StreamMarker.terminator) { return escape }
            index = escape + 1
        }
        return nil
    }

    private func appendText(_ bytes: ArraySlice<UInt8>, to parts: inout [Part]) {
        guard !bytes.isEmpty else { return }
        parts.append(.text(String(decoding: bytes, as: UTF8.self)))
    }

    /// The number of bytes up to the end of the last whole UTF-8 sequence.
    private func wholeCharacters(in bytes: ArraySlice<UInt8>) -> Int {
        for back in 1...4 where back <= bytes.count {
            let byte = bytes[bytes.endIndex - back]
            if byte & 0xC0 == 0x80 { continue }
            let needed =
                switch byte {
                case 0xF0...0xF7: 4
                case 0xE0..<0xF0: 3
                case 0xC0..<0xE0: 2
                default: 1
                }
            return needed > back ? bytes.count - back : bytes.count
        }
        return bytes.count
    }
}
