/// Upright bars from zero.
public struct BarMark: Mark {
    public var label: String?
    public var color: Color?
    /// In units of the horizontal axis.
    public var width: Double
    private let series: PointSeries

    public init(
        x: [Double], height: [Double], width: Double = 0.8, label: String? = nil, color: Color? = nil
    ) {
        series = PointSeries(x: x, y: height)
        self.width = width.isFinite && width > 0 ? width : 0.8
        self.label = label
        self.color = color
    }

    /// Bars at 0, 1, 2 …; name them with `AxisTicks.categories`.
    public init(heights: [Double], label: String? = nil, color: Color? = nil) {
        self.init(x: heights.indices.map(Double.init), height: heights, label: label, color: color)
    }

    /// How many of `values` fall into each of `bins` intervals of equal width; values that are not finite into none.
    public static func histogram(_ values: [Double], bins: Int = 20, label: String? = nil) -> BarMark {
        let extent = DataExtent(values)
        guard !extent.isEmpty else { return BarMark(x: [], height: [], label: label) }
        let count = max(bins, 1)
        let span = extent.upper > extent.lower ? extent.upper - extent.lower : 1
        let low = extent.upper > extent.lower ? extent.lower : extent.lower - 0.5
        var counts = Array(repeating: 0.0, count: count)
        for value in values where abs(value) <= DataExtent.limit {
            counts[min(Int((value - low) / span * Double(count)), count - 1)] += 1
        }
        let size = span / Double(count)
        return BarMark(
            x: counts.indices.map { low + (Double($0) + 0.5) * size }, height: counts, width: size, label: label)
    }

    public var takesPaletteColor: Bool { color == nil }

    public var xExtent: DataExtent {
        var extent = DataExtent()
        guard !series.xExtent.isEmpty else { return extent }
        extent.include(series.xExtent.lower - width / 2)
        extent.include(series.xExtent.upper + width / 2)
        return extent
    }

    public var yExtent: DataExtent {
        var extent = series.yExtent
        extent.includesZero = true
        return extent
    }

    public func draw(on canvas: inout Canvas) {
        var bars: [Rect] = []
        let base = canvas.place(canvas.x.domain.lowerBound, 0)?.y ?? canvas.plot.maxY
        for index in 0..<series.count {
            guard let left = canvas.place(series.x[index] - width / 2, series.y[index]),
                let right = canvas.place(series.x[index] + width / 2, series.y[index])
            else { continue }
            if bars.isEmpty { canvas.writer.beginPath() }
            canvas.writer.polygon([
                Point(x: left.x, y: base), Point(x: left.x, y: left.y), Point(x: right.x, y: left.y),
                Point(x: right.x, y: base),
            ])
            bars.append(Rect(x: left.x, y: min(left.y, base), width: right.x - left.x, height: abs(base - left.y)))
            canvas.occupancy.mark(bars[bars.count - 1])
        }
        guard !bars.isEmpty else { return }
        canvas.writer.endPath()
        canvas.writer.attribute("fill", color ?? canvas.style.color)
        canvas.writer.attribute("stroke", canvas.theme.background)
        canvas.writer.raw(" stroke-width=\".5\"/>")
        canvas.writer.hatch(lines(canvas.style), in: bars, color: canvas.theme.background)
    }

    /// Who gave a colour gets no lines across it.
    private func lines(_ style: SeriesStyle) -> Hatch? { color == nil ? style.hatch : nil }

    public func swatch(_ style: SeriesStyle) -> LegendSwatch? {
        .fill(color ?? style.color, opacity: 1, hatch: lines(style))
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        var parts = [NumberText.count(series.count, "bar")]
        if let ranges = series.ranges { parts.append(ranges) }
        parts += series.notes(xScale: xScale, yScale: yScale)
        return "bars" + (label.map { " “\($0)”" } ?? "") + ": " + parts.joined(separator: ", ")
    }
}
