import CellHost
import Testing
import WorkerProtocol

@Suite("Text and marks in one stream")
struct StreamDemultiplexerTests {
    private static let nonce = "abc"

    @Test("Whatever pieces the bytes come in", arguments: [1, 2, 3, 5, 17, 4_096])
    func pieces(size: Int) {
        let text = "uno ñ 🙂\n\u{1B}[31mred\u{1B}[0m"
        let bytes =
            Array(text.utf8) + StreamMarker.event(7).bytes(nonce: Self.nonce) + Array("after".utf8)
            + StreamMarker.finished(cell: 3).bytes(nonce: Self.nonce)
        var demultiplexer = StreamDemultiplexer(nonce: Self.nonce)
        var parts: [StreamDemultiplexer.Part] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            parts += demultiplexer.append(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(Self.joined(parts) == [.text(text), .marker(.event(7)), .text("after"), .marker(.finished(cell: 3))])
        #expect(demultiplexer.flush().isEmpty)
    }

    @Test("Another nonce is text")
    func foreignMark() {
        var demultiplexer = StreamDemultiplexer(nonce: Self.nonce)
        let bytes = StreamMarker.event(7).bytes(nonce: "other")
        #expect(Self.joined(demultiplexer.append(bytes)) == [.text(String(decoding: bytes, as: UTF8.self))])
    }

    @Test("A broken character at the end is shown when nothing more comes")
    func brokenEnd() {
        var demultiplexer = StreamDemultiplexer(nonce: Self.nonce)
        #expect(demultiplexer.append([0x61, 0xF0, 0x9F]) == [.text("a")])
        #expect(demultiplexer.flush() == [.text("\u{FFFD}")])
    }

    /// Neighbouring texts as one.
    private static func joined(_ parts: [StreamDemultiplexer.Part]) -> [StreamDemultiplexer.Part] {
        parts.reduce(into: []) { result, part in
            if case .text(let new) = part, case .text(let old)? = result.last {
                result[result.count - 1] = .text(old + new)
            } else {
                result.append(part)
            }
        }
    }
}
