import Foundation
import JupyterProtocol
import Testing

@Suite("Fuzzing the wire")
struct WireFuzzTests {
    /// 20,000 inputs in a normal run; `CUADERNO_FUZZ_ROUNDS` asks for more.
    private static let rounds = ProcessInfo.processInfo.environment["CUADERNO_FUZZ_ROUNDS"].flatMap(Int.init) ?? 20_000

    @Test("damaged messages are refused or read, and never more than that")
    func damagedMessages() throws {
        let fixtures = try Fixture.all()
        var generator = SplitMix64(state: 7)
        var (accepted, refused) = (0, 0)
        for _ in 0..<Self.rounds {
            let fixture = try #require(fixtures.randomElement(using: &generator))
            var frames = fixture.frames
            for _ in 0..<Int.random(in: 1...3, using: &generator) { damage(&frames, using: &generator) }
            // Signed after the damage: the parser is what is to be tested, not the signature.
            if let start = frames.firstIndex(of: WireCodec.delimiter), frames.count >= start + 6 {
                frames[start + 1] = Signer(key: fixture.key).signature(of: frames[(start + 2)...(start + 5)])
            }
            var replays = ReplayGuard()
            do throws(WireError) {
                let message = try fixture.codec.decode(frames, replays: &replays)
                var others = ReplayGuard()
                let again = try fixture.codec.decode(fixture.codec.encode(message), replays: &others)
                #expect(again.content == message.content)
                accepted += 1
            } catch {
                #expect(!error.description.isEmpty)
                refused += 1
            }
        }
        // Both happen, or the damage is not worth its name.
        #expect(accepted > Self.rounds / 100)
        #expect(refused > Self.rounds / 10)
    }

    private func damage(_ frames: inout [[UInt8]], using generator: inout SplitMix64) {
        guard let index = frames.indices.randomElement(using: &generator) else { return }
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: frames.remove(at: index)
        case 1: frames.insert(frames[index], at: index)
        case 2: frames[index] = []
        case 3: frames[index] = frames[index].dropLast(Int.random(in: 0...4, using: &generator)) + []
        default:
            guard let position = frames[index].indices.randomElement(using: &generator) else { return }
            let interesting = Array(#"{}[]",:\u0eE-+.nft"#.utf8) + [0, 0x1F, 0x80, 0xC3, 0xFF]
            frames[index][position] = interesting.randomElement(using: &generator) ?? 0
        }
    }
}
