/// The colours and sizes of everything that is not data.
public struct Theme: Sendable, Equatable {
    public var background: Color
    public var plotBackground: Color
    public var text: Color
    public var mutedText: Color
    public var axis: Color
    public var grid: Color
    public var palette: Palette

    public static let light = Theme(
        background: Color(0xFFFFFF), plotBackground: Color(0xFFFFFF), text: Color(0x1F2328), mutedText: Color(0x57606A),
        axis: Color(0x6E7781), grid: Color(0xE7EAEE), palette: .okabeItoOnLight)

    public static let dark = Theme(
        background: Color(0x16191D), plotBackground: Color(0x16191D), text: Color(0xE8EAED), mutedText: Color(0xA9B1BA),
        axis: Color(0x8B949E), grid: Color(0x2C3138), palette: .okabeItoOnDark)

    package var isDark: Bool { background.isDark }
}
