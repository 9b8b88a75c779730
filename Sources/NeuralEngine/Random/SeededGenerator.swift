/// The engine's random generator: xoshiro256** 1.0, seeded through splitmix64.
///
/// Period 2^256 − 1, 64 bits a draw; the same seed gives the same numbers on every machine and in every version.
/// Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators" (2021), https://prng.di.unimi.it.
///
/// ```swift
/// var dice = SeededGenerator(seed: 7)
/// Int.random(in: 1...6, using: &dice)
/// ```
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable {
    @usableFromInline var state: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameter seed: any number, 0 included: splitmix64 spreads it over the 256 bits of state.
    public init(seed: UInt64) {
        var mixer = seed
        func next() -> UInt64 {
            mixer &+= 0x9E37_79B9_7F4A_7C15
            var z = mixer
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        state = (next(), next(), next(), next())
    }

    /// A generator for one of many streams of a seed, such as the initial values of layer 3.
    ///
    /// Streams of one seed are independent in practice: both numbers go through splitmix64's mixing.
    public init(seed: UInt64, stream: UInt64) {
        var first = SeededGenerator(seed: stream &+ 0xD1B5_4A32_D192_ED03)
        self.init(seed: seed ^ first.next())
    }

    /// A generator in a state that another was in.
    init(state: (UInt64, UInt64, UInt64, UInt64)) { self.state = state }

    @inlinable
    public mutating func next() -> UInt64 {
        let product = state.1 &* 5
        let result = ((product << 7) | (product >> 57)) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = (state.3 << 45) | (state.3 >> 19)
        return result
    }

    /// A number drawn evenly from [0, 1): the upper 53 bits of a draw.
    @inlinable
    public mutating func nextUnit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A whole number drawn from 0..<bound (Lemire's multiplication; the bias is below bound / 2^64).
    @inlinable
    public mutating func nextIndex(below bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    public static func == (left: SeededGenerator, right: SeededGenerator) -> Bool { left.state == right.state }
}
