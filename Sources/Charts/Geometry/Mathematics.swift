#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// The few functions of the C library that charts need: importing them here alone keeps the other files free of
/// platform conditions, and Foundation out of the module.
package enum Mathematics {
    package static func log10(_ value: Double) -> Double { commonLogarithm(value) }
    package static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
    package static func cosine(_ angle: Double) -> Double { cos(angle) }
    package static func sine(_ angle: Double) -> Double { sin(angle) }

    /// 10 to a whole power; exact for 0...22, where the result is a whole number that a Double holds.
    package static func powerOfTen(_ exponent: Int) -> Double {
        if exponent >= 0, exponent < exactPowers.count { return exactPowers[exponent] }
        return pow(10, Double(exponent))
    }

    private static let exactPowers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}

private func commonLogarithm(_ value: Double) -> Double { log10(value) }
