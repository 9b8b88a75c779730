/// Numbers as text, the same in every locale and without Foundation: charts write thousands of them a picture.
package enum NumberText {
    /// A number to be read in a sentence: at most `digits` significant digits, scientific outside 1e-4 ..< 1e7.
    ///
    /// `0.03125` with 3 digits is "0.0313"; 12345678 is "1.23e7"; a value that is not finite is named ("nan", "inf").
    package static func readable(_ value: Double, digits: Int = 4) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
        guard value != 0 else { return "0" }
        let magnitude = abs(value)
        var exponent = Int(Mathematics.log10(magnitude).rounded(.down))
        var mantissa = scaled(magnitude, by: digits - 1 - exponent).rounded()
        if mantissa >= Mathematics.powerOfTen(digits) {  // 9.9996 became 10.000
            exponent += 1
            mantissa = scaled(magnitude, by: digits - 1 - exponent).rounded()
        }
        let sign = value < 0 ? "-" : ""
        if exponent < -4 || exponent >= 7 {
            return sign + decimal(Int(mantissa), exponent: 1 - digits, trimming: true) + "e\(exponent)"
        }
        if exponent >= digits { return sign + String(Int(magnitude.rounded())) }
        return sign + decimal(Int(mantissa), exponent: exponent - digits + 1, trimming: true)
    }

    /// `value` × 10^`exponent`, written out: `decimal(25, exponent: -1)` is "2.5".
    package static func decimal(_ value: Int, exponent: Int, trimming: Bool = false) -> String {
        let sign = value < 0 ? "-" : ""
        var digits = String(value.magnitude)
        if exponent >= 0 {
            return value == 0 ? "0" : sign + digits + String(repeating: "0", count: exponent)
        }
        if digits.count <= -exponent {
            digits = String(repeating: "0", count: -exponent - digits.count + 1) + digits
        }
        let point = digits.index(digits.endIndex, offsetBy: exponent)
        let whole = digits[..<point]
        var fraction = digits[point...]
        if trimming {
            while fraction.last == "0" { fraction.removeLast() }
        }
        return sign + whole + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// A count with its noun: "1 point", "3 points".
    package static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// 1e-310 has no reciprocal power of ten among the Doubles, so tiny values are scaled in two steps.
    private static func scaled(_ value: Double, by exponent: Int) -> Double {
        if exponent > 300 { return value * Mathematics.powerOfTen(300) * Mathematics.powerOfTen(exponent - 300) }
        return exponent >= 0
            ? value * Mathematics.powerOfTen(exponent) : value / Mathematics.powerOfTen(-exponent)
    }
}
