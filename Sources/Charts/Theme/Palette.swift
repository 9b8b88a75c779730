/// Colours that stay apart for every kind of colour vision.
///
/// The eight colours of Okabe and Ito, "Color Universal Design" (2008); the order puts those first that read well on
/// the theme's background. Beyond eight series the same colours come again, darker and lighter, and the symbols
/// differ as well.
public struct Palette: Sendable, Equatable {
    public var colors: [Color]

    /// An empty list stands for black alone.
    public init(_ colors: [Color]) {
        self.colors = colors.isEmpty ? [Color(0)] : colors
    }

    /// blue, vermilion, bluish green, reddish purple, orange, sky blue, black, yellow
    public static let okabeItoOnLight = Palette(
        [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x2B2B2B, 0xD9C800].map { Color($0) })

    /// sky blue, orange, bluish green, reddish purple, yellow, red, white, violet. The last colours are not Okabe's and Ito's: their
    /// vermilion and blue, as light as a dark background needs them, would be taken for the orange and the sky blue.
    public static let okabeItoOnDark = Palette(
        [0x56B4E9, 0xE69F00, 0x1FC796, 0xCC79A7, 0xF0E442, 0xE8503A, 0xE8E8E8, 0x9B72FF].map { Color($0) })

    /// The colour of the series `index`; the palette repeats with a changed lightness.
    public func color(_ index: Int) -> Color {
        let base = colors[index % colors.count]
        switch (index / colors.count) % 4 {
        case 0: return base
        case 1: return base.mixed(with: Color(0x000000), 0.4)
        case 2: return base.mixed(with: Color(0xFFFFFF), 0.45)
        default: return base.mixed(with: Color(0x808080), 0.5)
        }
    }
}
