/// A file of the network whose contents are known.
package struct RemoteFile: Sendable, Hashable {
    /// The last part of its address.
    package let name: String
    /// In bytes.
    package let size: Int
    /// As ``Checksum/sha256(_:)`` writes it.
    package let sha256: String

    package init(_ name: String, size: Int, sha256: String) {
        self.name = name
        self.size = size
        self.sha256 = sha256
    }

    /// What is wrong with bytes that should be this file's; nil when they are.
    package func complaint(about bytes: [UInt8]) -> String? {
        guard bytes.count == size else {
            return "it has \(bytes.count) bytes instead of \(size)\(bytes.count < size ? ", so it was cut off" : "")"
        }
        let sum = Checksum.sha256(bytes)
        return sum == sha256 ? nil : "its contents are others: the SHA-256 checksum is \(sum), expected \(sha256)"
    }
}
