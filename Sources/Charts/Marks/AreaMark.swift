/// The area between two lines over the same places.
public struct AreaMark: Mark {
    public var label: String?
    public var color: Color?
    public var opacity: Double
    private let x: [Double]
    private let lower: PointSeries
    private let upper: PointSeries

    public init(
        x: [Double], from lower: [Double], to upper: [Double], label: String? = nil, color: Color? = nil,
        opacity: Double = 0.25
    ) {
        self.x = x
        self.lower = PointSeries(x: x, y: lower)
        self.upper = PointSeries(x: x, y: upper)
        self.label = label
        self.color = color
        self.opacity = opacity
    }

    /// The area under a line.
    public init(x: [Double], y: [Double], label: String? = nil, color: Color? = nil, opacity: Double = 0.25) {
        self.init(
            x: x, from: Array(repeating: 0, count: y.count), to: y, label: label, color: color, opacity: opacity)
    }

    public var takesPaletteColor: Bool { color == nil }
    public var xExtent: DataExtent { upper.xExtent }

    public var yExtent: DataExtent {
        var extent = upper.yExtent
        extent.formUnion(lower.yExtent)
        return extent
    }

    public func draw(on canvas: inout Canvas) {
        var top = LineThinning()
        var bottom = LineThinning()
        for index in 0..<min(lower.count, upper.count) {
            guard let high = canvas.place(x[index], upper.y[index]) else { continue }
            // Nothing below zero has a place on a logarithmic axis: the area then reaches down to the axis.
            let low = canvas.place(x[index], lower.y[index]) ?? Point(x: high.x, y: canvas.plot.maxY)
            top.add(high)
            bottom.add(low)
            canvas.occupancy.mark(from: high, to: low)
        }
        let upperLine = top.finished()
        guard upperLine.count > 1 else { return }
        canvas.writer.beginPath()
        canvas.writer.polygon(upperLine + bottom.finished().reversed())
        canvas.writer.endPath()
        canvas.writer.attribute("fill", color ?? canvas.style.color)
        canvas.writer.attribute("fill-opacity", fraction: opacity)
        canvas.writer.raw("/>")
    }

    public func swatch(_ style: SeriesStyle) -> LegendSwatch? {
        .fill(color ?? style.color, opacity: max(opacity, 0.3))
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        var parts = [NumberText.count(upper.count, "place")]
        if let ranges = upper.ranges { parts.append(ranges) }
        parts += upper.notes(xScale: xScale, yScale: yScale)
        return "area" + (label.map { " “\($0)”" } ?? "") + ": " + parts.joined(separator: ", ")
    }
}
