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

    /// How bright the colour is to the eye, 0 (black) to 1 (white): the relative luminance of WCAG 2, in the simple
    /// form without gamma, good enough to choose black or white text on it.
    package var brightness: Double {
        (0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)) / 255
    }

    /// Whether white can be read on it better than black.
    package var isDark: Bool { brightness < 0.5 }
}
