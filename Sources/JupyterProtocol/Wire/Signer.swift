import Crypto

/// Signs messages: HMAC-SHA256, in lower-case hexadecimal, over header, parent header, metadata and content as they are on the wire.
///
/// Source: Jupyter messaging specification, "The wire protocol".
public struct Signer: Sendable {
    /// Already fed with the key; a copy of it starts each signature. Nil where messages are not signed.
    private let keyed: HMAC<SHA256>?

    private static let hexadecimal = Array("0123456789abcdef".utf8)

    /// - Parameter key: the connection file's key. Empty: signatures are empty, and every message is accepted.
    public init(key: String) {
        keyed = key.isEmpty ? nil : HMAC<SHA256>(key: SymmetricKey(data: Array(key.utf8)))
    }

    /// Whether messages are signed at all.
    public var isActive: Bool {
        keyed != nil
    }

    /// The signature of a message's four frames.
    public func signature(of frames: some Sequence<[UInt8]>) -> [UInt8] {
        guard var hash = keyed else { return [] }
        for frame in frames {
            hash.update(data: frame)
        }
        var signature: [UInt8] = []
        signature.reserveCapacity(2 * SHA256.byteCount)
        for byte in hash.finalize() {
            signature.append(Self.hexadecimal[Int(byte >> 4)])
            signature.append(Self.hexadecimal[Int(byte & 15)])
        }
        return signature
    }

    /// Whether the signature is that of the four frames. Takes the same time wherever the first difference is.
    public func isValid(_ signature: [UInt8], of frames: some Sequence<[UInt8]>) -> Bool {
        guard isActive else { return true }
        let expected = self.signature(of: frames)
        guard signature.count == expected.count else { return false }
        return zip(signature, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
