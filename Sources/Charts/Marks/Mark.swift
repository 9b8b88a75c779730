/// A layer of a chart. Marks are drawn in the order in which they are written, the last one on top.
public protocol Mark: Sendable {
    /// The name in the legend. Marks of the same name share a colour, a symbol and one line of the legend.
    var label: String? { get }
    /// Whether the mark takes the next colour of the palette (it has none of its own, and is not mere annotation).
    var takesPaletteColor: Bool { get }
    /// What the mark covers on the horizontal axis.
    var xExtent: DataExtent { get }
    /// What the mark covers on the vertical axis.
    var yExtent: DataExtent { get }
    /// How many points it draws one by one; the more there are in a chart, the smaller they become.
    var pointCount: Int { get }
    func draw(on canvas: inout Canvas)
    /// What stands beside the label in the legend.
    func swatch(_ style: SeriesStyle) -> LegendSwatch?
    /// The mark in words, with its key numbers; nothing for mere decoration.
    func summary(xScale: AxisScale, yScale: AxisScale) -> String?
    /// What its colours mean, where they stand for numbers: the first mark's scale is drawn beside the plot.
    var colorScale: ColorScale? { get }
}

extension Mark {
    public var colorScale: ColorScale? { nil }
    public var label: String? { nil }
    public var takesPaletteColor: Bool { false }
    public var pointCount: Int { 0 }
    public func swatch(_ style: SeriesStyle) -> LegendSwatch? { nil }
    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? { nil }
}
