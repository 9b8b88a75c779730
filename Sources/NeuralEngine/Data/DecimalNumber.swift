/// Decimal numbers in texts, rounded once as the standard library rounds them, and many times as fast.
enum DecimalNumber {
    /// `-12.5e-3`; nil for what is no such number, and for the few whose rounding takes more care.
    ///
    /// A whole number below 2⁵³ and a power of ten up to 10²² are both exact in a Double, so that their product or quotient is
    /// rounded once (W. Clinger, "How to Read Floating Point Numbers Accurately" (1990), section 3). The second rounding, to a
    /// Float, is that of the number itself unless the Double lies in the middle between two Floats, where the first may have
    /// brought it from either side.
    static func float(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Float? {
        var place = range.lowerBound
        let end = range.upperBound
        guard place < end else { return nil }
        let isNegative = bytes[place] == 0x2D
        if isNegative { place += 1 }
        var (value, digits, exponent) = (0, 0, 0)
        var isBehindPoint = false
        while place < end {
            let byte = bytes[place]
            let digit = byte &- 0x30
            if digit <= 9 {
                // Sixteen digits are below 2⁶³.
                guard digits < 16 else { return nil }
                value = value &* 10 &+ Int(digit)
                digits &+= 1
                if isBehindPoint { exponent &-= 1 }
            } else if byte == 0x2E, !isBehindPoint, digits > 0 {
                isBehindPoint = true
            } else {
                break
            }
            place &+= 1
        }
        // A point stands between digits.
        guard digits > 0, bytes[place - 1] != 0x2E else { return nil }
        if place < end {
            guard let power = power(bytes, place..<end) else { return nil }
            exponent += power
        }
        guard value < 1 << 53, exponent >= -22, exponent <= 22 else { return nil }
        let number =
            exponent == 0
            ? Double(value)
            : exponent < 0 ? Double(value) / power(ofTen: -exponent) : Double(value) * power(ofTen: exponent)
        let isMiddle = number.bitPattern & 0x1FFF_FFFF == 0x1000_0000
        guard !isMiddle || exponent == 0, number == 0 || number >= 1e-37, number < 1e38 else { return nil }
        let result = Float(number)
        return isNegative ? -result : result
    }

    /// What stands behind an e.
    private static func power(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        var place = range.lowerBound
        guard bytes[place] | 0x20 == 0x65 else { return nil }
        place += 1
        guard place < range.upperBound else { return nil }
        let isNegative = bytes[place] == 0x2D
        if isNegative || bytes[place] == 0x2B { place += 1 }
        guard place < range.upperBound, range.upperBound - place <= 3 else { return nil }
        var value = 0
        for index in place..<range.upperBound {
            guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
            value = value * 10 + Int(bytes[index] - 0x30)
        }
        return isNegative ? -value : value
    }

    /// 10 to the power of 0 to 22. As a switch it is a table of constants, which threads share without counting references.
    private static func power(ofTen exponent: Int) -> Double {
        switch exponent {
        case 0: 1e0
        case 1: 1e1
        case 2: 1e2
        case 3: 1e3
        case 4: 1e4
        case 5: 1e5
        case 6: 1e6
        case 7: 1e7
        case 8: 1e8
        case 9: 1e9
        case 10: 1e10
        case 11: 1e11
        case 12: 1e12
        case 13: 1e13
        case 14: 1e14
        case 15: 1e15
        case 16: 1e16
        case 17: 1e17
        case 18: 1e18
        case 19: 1e19
        case 20: 1e20
        case 21: 1e21
        default: 1e22
        }
    }
}
