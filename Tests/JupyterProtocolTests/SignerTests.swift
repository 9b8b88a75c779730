import JupyterProtocol
import Testing

@Suite("Signer")
struct SignerTests {
    /// RFC 4231, test cases 1 and 2, whose keys are text.
    @Test(
        "known signatures",
        arguments: [
            (
                String(repeating: "\u{0B}", count: 20), ["Hi There"],
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                "Jefe", ["what do ya want ", "for nothing?"],
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            // How the text is cut into frames does not change the signature.
            (
                "Jefe", ["", "what do ya want for nothing?", "", ""],
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
        ])
    func knownSignatures(_ key: String, _ frames: [String], _ signature: String) {
        let signer = Signer(key: key)
        let bytes = frames.map { Array($0.utf8) }
        #expect(String(decoding: signer.signature(of: bytes), as: UTF8.self) == signature)
        // A signer keeps a hash that the key was fed into: a signature must not disturb the next one.
        #expect(signer.isValid(Array(signature.utf8), of: bytes))
        #expect(!signer.isValid(Array(signature.uppercased().utf8), of: bytes))
    }

    @Test("an empty key signs nothing and accepts everything")
    func emptyKey() {
        let signer = Signer(key: "")
        #expect(signer.signature(of: [[1, 2, 3]]) == [])
        #expect(signer.isValid([], of: [[1]]))
        #expect(signer.isValid(Array("anything".utf8), of: [[1]]))
    }

    @Test("the replay guard forgets the oldest signature only")
    func replayGuardCapacity() {
        var replays = ReplayGuard(capacity: 3)
        let isNew = [[1], [2], [3], [1], [4], [2], [3], [1]].map { replays.insert($0) }
        // 4 takes the place of 1, which is new again after that; it takes the place of 2.
        #expect(isNew == [true, true, true, false, true, false, false, true])
        let isTwoNew = replays.insert([2])
        #expect(isTwoNew)
    }
}
