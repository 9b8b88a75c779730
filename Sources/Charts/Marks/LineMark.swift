/// A line through points, in their order. Values that are not finite leave a gap.
public struct LineMark: Mark {
    public var label: String?
    public var color: Color?
    /// In pixels.
    public var width: Double
    /// Lengths of strokes and gaps in pixels; empty: solid.
    public var dash: [Double]
    public var opacity: Double
    private let series: PointSeries

    /// - Parameters:
    ///   - x: The places along the horizontal axis, as many as `y`.
    ///   - label: The name in the legend; without one, none.
    ///   - color: Nothing: the next colour of the theme's palette.
    public init(
        x: [Double], y: [Double], label: String? = nil, color: Color? = nil, width: Double = 1.8, dash: [Double] = [],
        opacity: Double = 1
    ) {
        series = PointSeries(x: x, y: y)
        self.label = label
        self.color = color
        self.width = width
        self.dash = dash
        self.opacity = opacity
    }

    /// The values at 0, 1, 2 …
    public init(y: [Double], label: String? = nil, color: Color? = nil) {
        self.init(x: y.indices.map(Double.init), y: y, label: label, color: color)
    }

    /// The graph of `function` over `domain`.
    public init(
        over domain: ClosedRange<Double>, samples: Int = 400, label: String? = nil, color: Color? = nil,
        _ function: (Double) -> Double
    ) {
        let steps = max(samples, 2) - 1
        let x = (0...steps).map {
            domain.lowerBound + (domain.upperBound - domain.lowerBound) * Double($0) / Double(steps)
        }
        self.init(x: x, y: x.map(function), label: label, color: color)
    }

    public var takesPaletteColor: Bool { color == nil }
    public var xExtent: DataExtent { series.xExtent }
    public var yExtent: DataExtent { series.yExtent }

    public func draw(on canvas: inout Canvas) {
        var isEmpty = true
        var line = LineThinning()
        for index in 0..<series.count {
            if let place = canvas.place(series.x[index], series.y[index]) {
                line.add(place)
            } else {
                stroke(&line, on: &canvas, isFirst: &isEmpty)
            }
        }
        stroke(&line, on: &canvas, isFirst: &isEmpty)
        guard !isEmpty else { return }
        canvas.writer.endPath()
        canvas.writer.raw(" fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\"")
        canvas.writer.attribute("stroke", color ?? canvas.style.color)
        canvas.writer.attribute("stroke-width", width)
        canvas.writer.dash(dash)
        if opacity < 1 { canvas.writer.attribute("stroke-opacity", fraction: opacity) }
        canvas.writer.raw("/>")
    }

    /// One piece between two gaps; a single point becomes a dot.
    private func stroke(_ line: inout LineThinning, on canvas: inout Canvas, isFirst: inout Bool) {
        line.finish()
        defer { line = LineThinning() }
        guard let first = line.points.first else { return }
        if isFirst { canvas.writer.beginPath() }
        isFirst = false
        guard line.points.count > 1 else {
            canvas.writer.dot(first.x, first.y)
            canvas.occupancy.mark(first.x, first.y)
            return
        }
        canvas.writer.move(first.x, first.y)
        var previous = first
        for point in line.points.dropFirst() {
            canvas.writer.line(point.x, point.y)
            canvas.occupancy.mark(from: previous, to: point)
            previous = point
        }
    }

    public func swatch(_ style: SeriesStyle) -> LegendSwatch? {
        .line(color ?? style.color, width: width, dash: dash)
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        var parts = [NumberText.count(series.count, "point")]
        if let ranges = series.ranges { parts.append(ranges) }
        if let last = series.y.last, series.count > 1 { parts.append("last \(NumberText.readable(last))") }
        parts += series.notes(xScale: xScale, yScale: yScale)
        return "line" + (label.map { " “\($0)”" } ?? "") + ": " + parts.joined(separator: ", ")
    }
}
