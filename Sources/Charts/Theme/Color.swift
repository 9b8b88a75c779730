/// An opaque colour of 8 bits a channel (sRGB).
public struct Color: Sendable, Hashable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `Color(0x0072B2)`; bits above the lowest 24 are ignored.
    public init(_ rgb: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: rgb >> 16), green: UInt8(truncatingIfNeeded: rgb >> 8),
            blue: UInt8(truncatingIfNeeded: rgb))
    }

    /// The colour `amount` (0...1) of the way to `other`.
    public func mixed(with other: Color, _ amount: Double) -> Color {
        let part = amount.isNaN ? 0 : min(max(amount, 0), 1)
        func channel(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8((Double(from) + (Double(to) - Double(from)) * part).rounded())
        }
        return Color(
            red: channel(red, other.red), green: channel(green, other.green), blue: channel(blue, other.blue))
    }

    /// `#0072b2`
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".unicodeScalars)
        var text = "#"
        for channel in [red, green, blue] {
            text.unicodeScalars.append(digits[Int(channel >> 4)])
            text.unicodeScalars.append(digits[Int(channel & 15)])
        }
        return text
    }

    /// The relative luminance, 0 (black) to 1 (white): WCAG 2.2, "relative luminance".
    package var luminance: Double {
        func linear(_ channel: UInt8) -> Double {
            let part = Double(channel) / 255
            return part <= 0.04045 ? part / 12.92 : Mathematics.power((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// From 1 to 21, (L + 0.05) / (l + 0.05) of the lighter and the darker luminance: WCAG 2.2, "contrast ratio".
    package func contrast(with other: Color) -> Double {
        let (first, second) = (luminance, other.luminance)
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    /// Whether white can be read on it better than black.
    package var isDark: Bool { contrast(with: Color(0xFFFFFF)) > contrast(with: Color(0x000000)) }
}
