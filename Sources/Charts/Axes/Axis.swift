/// What a chart says about one of its two axes.
public struct Axis: Sendable, Equatable {
    public var label: String?
    public var scale: AxisScale
    /// The values at both ends; nothing: from the data. A range that is empty, not finite, or not positive on a
    /// logarithmic axis is ignored.
    public var range: ClosedRange<Double>?
    public var ticks: AxisTicks
    public var showsGrid: Bool
    /// Neither line, ticks, labels nor grid.
    public var isHidden: Bool

    public init(
        label: String? = nil, scale: AxisScale = .linear, range: ClosedRange<Double>? = nil,
        ticks: AxisTicks = .automatic, showsGrid: Bool = true, isHidden: Bool = false
    ) {
        self.label = label
        self.scale = scale
        self.range = range
        self.ticks = ticks
        self.showsGrid = showsGrid
        self.isHidden = isHidden
    }
}
