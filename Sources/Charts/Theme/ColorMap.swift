/// A continuous scale of colours for values from 0 to 1.
public struct ColorMap: Sendable, Equatable {
    /// At least one colour, evenly spaced over 0...1.
    public var stops: [Color]

    /// An empty list stands for grey alone.
    public init(_ stops: [Color]) {
        self.stops = stops.isEmpty ? [Color(0x808080)] : stops
    }

    /// Perceptually uniform, readable in grey and for every kind of colour vision (nine samples of matplotlib's viridis).
    public static let viridis = ColorMap(
        [0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725].map { Color($0) })

    /// White to black.
    public static let greys = ColorMap([Color(0xFFFFFF), Color(0x1A1A1A)])

    /// Blue through white to vermilion, for values on both sides of zero.
    public static let blueVermilion = ColorMap(
        [0x00527F, 0x0072B2, 0x7FB8D8, 0xF7F7F7, 0xEAAE7F, 0xD55E00, 0x994300].map { Color($0) })

    /// The same colours from the other end: of ``blueVermilion``, blue for what is above zero, as in diagrams of networks.
    public var reversed: ColorMap { ColorMap(stops.reversed()) }

    /// The colour of `value`; values outside 0...1 take the end's colour, NaN the first one.
    public func color(_ value: Double) -> Color {
        guard stops.count > 1, value > 0 else { return stops[0] }
        guard value < 1 else { return stops[stops.count - 1] }
        let place = value * Double(stops.count - 1)
        let index = Int(place)
        return stops[index].mixed(with: stops[index + 1], place - Double(index))
    }
}
