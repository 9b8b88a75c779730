import JupyterProtocol
import Testing

@Suite("Wire codec")
struct WireCodecTests {
    @Test("reads what jupyter_client writes", arguments: try Fixture.all())
    func decoding(_ fixture: Fixture) throws {
        var replays = ReplayGuard()
        let message = try fixture.codec.decode(fixture.frames, replays: &replays)
        #expect(message.identities == fixture.identities)
        #expect(message.header.id == fixture.header["msg_id"]?.string)
        #expect(message.header.session == fixture.header["session"]?.string)
        #expect(message.header.username == fixture.header["username"]?.string)
        #expect(message.header.date == fixture.header["date"]?.string)
        #expect(message.header.type.rawValue == fixture.header["msg_type"]?.string)
        #expect(message.header.version == fixture.header["version"]?.string)
        #expect(message.header.subshell == fixture.header["subshell_id"]?.string)
        #expect(message.parent?.id == fixture.parent["msg_id"]?.string)
        #expect(message.metadata == fixture.metadata)
        #expect(message.content == fixture.content)
        #expect(message.buffers == fixture.buffers)
    }

    @Test("writes the bytes that jupyter_client writes, signature included", arguments: try Fixture.all())
    func encoding(_ fixture: Fixture) throws {
        var replays = ReplayGuard()
        let message = try fixture.codec.decode(fixture.framesInOrder, replays: &replays)
        #expect(fixture.codec.encode(message) == fixture.framesInOrder)
    }

    @Test("a reply's parent header is what the client sent, byte for byte")
    func parentKeepsItsBytes() throws {
        let fixture = try Fixture.named("execute request")
        var replays = ReplayGuard()
        let request = try fixture.codec.decode(fixture.frames, replays: &replays)
        let reply = Session(username: "kernel").message("execute_reply", content: [:], parent: request.header)
        #expect(fixture.codec.encode(reply)[3] == fixture.frames[3])
    }

    @Test("a header of our own has every field of the specification")
    func ownHeader() throws {
        let session = Session(username: "kernel")
        let (first, second) = (session.header("status"), session.header("status"))
        #expect(first.id != second.id)
        let json = try JSONValue(parsing: first.json)
        #expect(
            Set(json.object?.keys.map(\.self) ?? [])
                == ["msg_id", "session", "username", "date", "msg_type", "version"])
        #expect(json["version"] == "5.5")
        #expect(json["date"]?.string?.hasSuffix("Z") == true)
    }

    @Test("a wrong signature is refused before anything is parsed", arguments: 0..<4)
    func changedFrame(_ index: Int) throws {
        var frames = try Fixture.named("execute request").frames
        frames[3 + index] = Array("this is not even JSON".utf8)
        try expect(.invalidSignature, for: frames)
    }

    @Test(
        "signatures that are none",
        arguments: [
            "", "0", String(repeating: "0", count: 64), String(repeating: "0", count: 63),
            // Another length than 64 must not be compared at all.
            String(repeating: "0", count: 1_000),
        ])
    func wrongSignature(_ signature: String) throws {
        var frames = try Fixture.named("execute request").frames
        frames[2] = Array(signature.utf8)
        try expect(.invalidSignature, for: frames)
    }

    @Test("one wrong digit anywhere is noticed", arguments: [0, 31, 63])
    func oneWrongDigit(_ position: Int) throws {
        var frames = try Fixture.named("execute request").frames
        frames[2][position] ^= 1
        try expect(.invalidSignature, for: frames)
    }

    @Test("identities and buffers are outside the signature")
    func unsignedParts() throws {
        let fixture = try Fixture.named("buffers, one of them empty")
        var replays = ReplayGuard()
        var frames = fixture.frames
        frames[0] = Array("somebody else".utf8)
        frames[frames.count - 1] = Array("other data".utf8)
        let message = try fixture.codec.decode(frames, replays: &replays)
        #expect(message.identities == [Array("somebody else".utf8)])
        #expect(message.buffers.last == Array("other data".utf8))
    }

    @Test("a message that comes twice is refused the second time")
    func replay() throws {
        let fixture = try Fixture.named("execute request")
        var replays = ReplayGuard()
        _ = try fixture.codec.decode(fixture.frames, replays: &replays)
        #expect(throws: WireError.replayedSignature) {
            try fixture.codec.decode(fixture.frames, replays: &replays)
        }
    }

    @Test("without a key, equal messages are no replays")
    func noReplayWithoutKey() throws {
        let fixture = try Fixture.named("empty key: not signed")
        var replays = ReplayGuard()
        _ = try fixture.codec.decode(fixture.frames, replays: &replays)
        #expect(throws: Never.self) { try fixture.codec.decode(fixture.frames, replays: &replays) }
    }

    @Test(
        "no delimiter", arguments: [[], [[]], [Array("<IDS|MSG".utf8)], [Array("hello".utf8), [0xFF]]] as [[[UInt8]]])
    func missingDelimiter(_ frames: [[UInt8]]) throws {
        try expect(.missingDelimiter, for: frames)
    }

    @Test("too few frames", arguments: 0..<5)
    func missingFrames(_ count: Int) throws {
        let frames = try Fixture.named("no identity").frames
        try expect(.missingFrames(found: count), for: Array(frames.prefix(1 + count)))
    }

    @Test(
        "frames that are not what they should be",
        arguments: [
            (0, "[]", WireError.notAnObject(.header)),
            (0, "{}", .missingField(.header, "msg_id")),
            (0, #"{"msg_id":"1"}"#, .missingField(.header, "msg_type")),
            (0, #"{"msg_id":1,"msg_type":"x"}"#, .missingField(.header, "msg_id")),
            (1, "null", .notAnObject(.parentHeader)),
            (2, "3", .notAnObject(.metadata)),
            (3, #""text""#, .notAnObject(.content)),
            (3, "", .invalidJSON(.content, JSONError(reason: .unexpectedEnd, offset: 0))),
            (3, "{", .invalidJSON(.content, JSONError(reason: .unexpectedEnd, offset: 1))),
        ])
    func badParts(_ index: Int, _ text: String, _ error: WireError) throws {
        try expect(error, forSigned: index, Array(text.utf8))
    }

    @Test("text that is not UTF-8")
    func invalidUTF8() throws {
        let bytes = Array(#"{"code":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
        try expect(.invalidJSON(.content, JSONError(reason: .invalidUTF8, offset: 9)), forSigned: 3, bytes)
    }

    @Test("JSON that is nested a hundred thousand levels deep")
    func deepJSON() throws {
        let bytes = Array((#"{"a":"# + String(repeating: "[", count: 100_000)).utf8)
        try expect(.invalidJSON(.content, JSONError(reason: .tooDeep, offset: 516)), forSigned: 3, bytes)
    }

    private func expect(_ error: WireError, for frames: [[UInt8]]) throws {
        var replays = ReplayGuard()
        #expect(throws: error) {
            try WireCodec(signer: Signer(key: "secret")).decode(frames, replays: &replays)
        }
    }

    /// Puts bytes in the place of one of the four parts, and signs the whole.
    private func expect(_ error: WireError, forSigned index: Int, _ bytes: [UInt8]) throws {
        var frames = try Fixture.named("execute request").frames
        frames[3 + index] = bytes
        frames[2] = Signer(key: "secret").signature(of: frames[3...6])
        try expect(error, for: frames)
    }
}
