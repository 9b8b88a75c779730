import Foundation
import Testing
import WorkerProtocol

@Suite("Frames between kernel and worker")
struct FrameTests {
    private static let trap = Trap(
        signal: 4, code: 1, address: 0xDEAD, thread: "the cell", isStackOverflow: false,
        trace: [TraceFrame(library: "/tmp/Cell1.so", offset: 0x10)])

    @Test(
        arguments: [
            .ready(pid: 7), .unusable(reason: "no library"), .finished(cell: 3, .completed),
            .finished(cell: 4, .trapped(trap)), .trapped(cell: 4),
            .finished(cell: 5, .threw(type: "E", message: "ñ \u{1F600}", trace: [])),
            .show(marker: 9, ShownOutput(cell: 1, kind: .update, displayID: "a", data: ["text/plain": "x\n\u{0}y"])),
            .clear(marker: 0, cell: 2, wait: true), .ask(cell: 1, prompt: "name? ", isPassword: true),
            .bound(BoundName(cell: 1, name: "x", type: "[Int]", origin: .command)),
            .bound(BoundName(cell: 1, name: "x", type: "[Int]", origin: .swift, summary: "3 elements")),
        ] as [WorkerFrame])
    func workerFramesComeBack(frame: WorkerFrame) throws {
        var splitter = FrameSplitter()
        splitter.append(try FrameCodec.encode(frame))
        let body = try #require(try splitter.next())
        #expect(try FrameCodec.decode(WorkerFrame.self, from: body) == frame)
        #expect(try splitter.next() == nil)
    }

    @Test("Frames are found whatever pieces the bytes come in", arguments: [1, 2, 3, 7, 1_000])
    func pieces(size: Int) throws {
        let frames: [HostFrame] = [
            .run(CellRun(cell: 1, library: "/tmp/a.so", entryPoint: "cell1_main")), .interrupt(cell: 1),
            .run(
                CellRun(
                    cell: -1, library: "ñ", entryPoint: "", variables: ["a": "$s1a", "b": ""],
                    conformances: [ConformanceReplacement(old: "o", new: "n")], namesExit: true)),
            .release(ReleaseRun(cell: .max, symbols: ["$s1a", ""])),
            .command(
                CommandRun(cell: 2, line: "%who", names: [LiveName(name: "x", kind: "let", type: "Int", cell: 1)])),
            .comm(
                CommRun(
                    cell: 3, lane: 1, step: .deliver,
                    frame: CommFrame(
                        .open, id: "c", target: "t", data: #"{"a":1}"#, metadata: "{}", buffers: [[], [0, 255]]))),
            .answer(nil), .answer(""), .shutdown,
        ]
        let bytes = try Data(frames.map { try FrameCodec.encode($0) }.joined())
        var splitter = FrameSplitter()
        var found: [HostFrame] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            splitter.append(bytes[start..<min(start + size, bytes.count)])
            while let body = try splitter.next() { found.append(try FrameCodec.decode(HostFrame.self, from: body)) }
        }
        #expect(found == frames)
    }

    @Test(
        "A frame that is cut, longer or altered never traps, and is an error where its length is wrong",
        arguments: [
            .show(marker: 9, ShownOutput(cell: 1, kind: .update, displayID: "a", data: ["text/plain": "xy"])),
            .bound(BoundName(cell: 1, name: "x", type: "[Int]", origin: .swift, summary: "3 elements")),
            .comm(marker: 2, cell: 1, CommFrame(.message, id: "c", buffers: [[7]])), .commReception(cell: 1, .waits),
            .finished(cell: 3, .completed), .clear(marker: 0, cell: 2, wait: true),
        ] as [WorkerFrame])
    func broken(frame: WorkerFrame) throws {
        let body = Data(try FrameCodec.encode(frame).dropFirst(4))
        #expect(throws: (any Error).self) { try FrameCodec.decode(WorkerFrame.self, from: body + Data([0])) }
        for place in body.indices {
            #expect(throws: (any Error).self) { try FrameCodec.decode(WorkerFrame.self, from: Data(body[..<place])) }
            for byte in UInt8.min...UInt8.max where byte != body[place] {
                var altered = body
                altered[place] = byte
                // Another number or text is a frame as well.
                #expect(
                    (try? FrameCodec.decode(WorkerFrame.self, from: altered)) != frame || byte != 0 && body[place] != 0)
            }
        }
    }

    @Test("A length that no frame has ends the stream instead of filling the memory")
    func absurdLength() {
        var splitter = FrameSplitter()
        splitter.append(Data([0xFF, 0xFF, 0xFF, 0xFF, 0]))
        #expect(throws: FrameError.self) { try splitter.next() }
    }

    @Test(
        arguments: [
            .event(0), .event(.max), .began(cell: 12), .speaks(cell: 3), .finished(cell: 0),
        ] as [StreamMarker])
    func markersComeBack(marker: StreamMarker) {
        let bytes = marker.bytes(nonce: "n1")
        #expect(bytes.starts(with: StreamMarker.introducer(nonce: "n1")))
        #expect(bytes.suffix(2) == StreamMarker.terminator[...])
        let body = bytes.dropFirst(StreamMarker.introducer(nonce: "n1").count).dropLast(2)
        #expect(StreamMarker(body: body) == marker)
    }

    @Test(arguments: ["", "x1", "e", "e-1", "eé"])
    func otherTextIsNoMarker(body: String) {
        #expect(StreamMarker(body: body.utf8) == nil)
    }
}
