import JupyterProtocol

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same numbers everywhere.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension JSONValue {
    /// Any value at all.
    static func random(depth: Int, using generator: inout SplitMix64) -> JSONValue {
        let count = Int.random(in: 0...4, using: &generator)
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(.random(using: &generator))
        case 2: return .integer(.random(in: .min ... .max, using: &generator))
        // A whole number would be read as an integer again.
        case 3: return .number(Double.random(in: -1e10...1e10, using: &generator).rounded(.down) + 0.5)
        case 4: return .string(randomText(using: &generator))
        case 5: return .array((0..<count).map { _ in random(depth: depth - 1, using: &generator) })
        default:
            let members = (0..<count).map { _ in
                (randomText(using: &generator), random(depth: depth - 1, using: &generator))
            }
            return .object(Dictionary(members) { first, _ in first })
        }
    }

    private static func randomText(using generator: inout SplitMix64) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
            let highest: UInt32 = Bool.random(using: &generator) ? 0x7F : 0x10FFFF
            text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 0...highest, using: &generator)) ?? "x")
        }
        return text
    }
}
