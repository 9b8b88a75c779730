/// What the colours of a mark mean: drawn as a bar right of the plot.
public struct ColorScale: Sendable, Equatable {
    public var colors: ColorMap
    /// The values at both ends of the colours.
    public var range: ClosedRange<Double>
    /// Upright beside the bar.
    public var label: String?

    public init(colors: ColorMap, range: ClosedRange<Double>, label: String? = nil) {
        self.colors = colors
        self.range = range
        self.label = label
    }

    /// The values of a grid from the lowest to the highest; nothing where none is finite.
    package static func range(of values: some Sequence<Double>) -> ClosedRange<Double>? {
        let extent = DataExtent(values)
        return extent.isEmpty ? nil : extent.lower...extent.upper
    }
}
