/// Rectangles in data coordinates: stacked or lying bars, spans of time, cells that are pointed at.
public struct RectangleMark: Mark {
    public var label: String?
    public var color: Color?
    public var opacity: Double
    /// Only the outline.
    public var isHollow: Bool
    /// Lines across the rectangles; who gave neither a colour nor lines gets both.
    public var hatch: Hatch?
    private let lower: PointSeries
    private let upper: PointSeries

    /// One rectangle for each pair of ranges; the longer list's rest is left out.
    public init(
        x: [ClosedRange<Double>], y: [ClosedRange<Double>], label: String? = nil, color: Color? = nil,
        opacity: Double = 1, isHollow: Bool = false, hatch: Hatch? = nil
    ) {
        lower = PointSeries(x: x.map(\.lowerBound), y: y.map(\.lowerBound))
        upper = PointSeries(x: x.map(\.upperBound), y: y.map(\.upperBound))
        self.label = label
        self.color = color
        self.opacity = opacity
        self.isHollow = isHollow
        self.hatch = hatch
    }

    /// Bars on top of each other, at 0, 1, 2 …: one mark for each series.
    ///
    /// Heights below zero and those that are not finite count as zero, since a stack cannot show them.
    public static func stacks(_ series: [(label: String, heights: [Double])], width: Double = 0.72) -> [RectangleMark] {
        var tops = Array(repeating: 0.0, count: series.map(\.heights.count).max() ?? 0)
        return series.map { label, heights in
            var (x, y): ([ClosedRange<Double>], [ClosedRange<Double>]) = ([], [])
            for (index, height) in heights.enumerated() {
                let height = height.isFinite ? max(height, 0) : 0
                let place = Double(index)
                x.append((place - width / 2)...(place + width / 2))
                y.append(tops[index]...(tops[index] + height))
                tops[index] += height
            }
            return RectangleMark(x: x, y: y, label: label)
        }
    }

    public var takesPaletteColor: Bool { color == nil }

    public var xExtent: DataExtent {
        var extent = lower.xExtent
        extent.formUnion(upper.xExtent)
        return extent
    }

    public var yExtent: DataExtent {
        var extent = lower.yExtent
        extent.formUnion(upper.yExtent)
        return extent
    }

    public func draw(on canvas: inout Canvas) {
        var rects: [Rect] = []
        for index in 0..<min(lower.count, upper.count) {
            guard let low = canvas.place(lower.x[index], lower.y[index]),
                let high = canvas.place(upper.x[index], upper.y[index])
            else { continue }
            if rects.isEmpty { canvas.writer.beginPath() }
            canvas.writer.polygon([
                low, Point(x: low.x, y: high.y), high, Point(x: high.x, y: low.y),
            ])
            rects.append(Rect(x: low.x, y: high.y, width: high.x - low.x, height: low.y - high.y))
            canvas.occupancy.mark(rects[rects.count - 1])
        }
        guard !rects.isEmpty else { return }
        canvas.writer.endPath()
        let paint = color ?? canvas.style.color
        if isHollow {
            canvas.writer.raw(" fill=\"none\"")
            canvas.writer.attribute("stroke", paint)
            canvas.writer.raw(" stroke-width=\"1.6\"/>")
        } else {
            canvas.writer.attribute("fill", paint)
            if opacity < 1 { canvas.writer.attribute("fill-opacity", fraction: opacity) }
            canvas.writer.attribute("stroke", canvas.theme.background)
            canvas.writer.raw(" stroke-width=\".7\"/>")
            canvas.writer.hatch(lines(canvas.style), in: rects, color: canvas.theme.background)
        }
    }

    private func lines(_ style: SeriesStyle) -> Hatch? { color == nil ? hatch ?? style.hatch : hatch }

    public func swatch(_ style: SeriesStyle) -> LegendSwatch? {
        .fill(color ?? style.color, opacity: isHollow ? 0.5 : opacity, hatch: lines(style))
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        guard let label else { return nil }
        var parts = [NumberText.count(lower.count, "rectangle")]
        if let ranges = upper.ranges { parts.append("up to " + ranges) }
        parts += upper.notes(xScale: xScale, yScale: yScale)
        return "rectangles “\(label)”: " + parts.joined(separator: ", ")
    }
}
