/// Ids that no other comm has, whichever end opened it.
enum CommIdentifier {
    static func make() -> String {
        // 128 random bits in hexadecimal, as the frontends' own are.
        (0..<2).map { _ in
            let half = String(UInt64.random(in: 0...UInt64.max), radix: 16)
            return String(repeating: "0", count: 16 - half.count) + half
        }.joined()
    }
}
