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
    /// Places where the graph of a function is interrupted.
    private var jumps = 0

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

    /// The graph of `function` over `domain`; where it jumps (a step, a pole), the line is interrupted.
    public init(
        over domain: ClosedRange<Double>, samples: Int = 400, label: String? = nil, color: Color? = nil,
        width: Double = 1.8, dash: [Double] = [], _ function: (Double) -> Double
    ) {
        let points = FunctionSampling.points(over: domain, samples: samples, function)
        self.init(x: points.x, y: points.y, label: label, color: color, width: width, dash: dash)
        jumps = points.jumps
    }

    public var takesPaletteColor: Bool { color == nil }
    public var xExtent: DataExtent { series.xExtent }
    public var yExtent: DataExtent { series.yExtent }

    public func draw(on canvas: inout Canvas) {
        var pieces: [[Point]] = []
        var line = LineThinning()
        for index in 0..<series.count {
            if let place = canvas.place(series.x[index], series.y[index]) {
                line.add(place)
            } else if !line.isEmpty {
                pieces.append(line.finished())
                line = LineThinning()
            }
        }
        if !line.isEmpty { pieces.append(line.finished()) }
        drawLines(pieces.filter { $0.count > 1 }, on: &canvas)
        drawDots(pieces.filter { $0.count == 1 }.map { $0[0] }, on: &canvas)
    }

    private func drawLines(_ pieces: [[Point]], on canvas: inout Canvas) {
        guard !pieces.isEmpty else { return }
        canvas.writer.beginPath()
        for piece in pieces {
            canvas.writer.move(piece[0].x, piece[0].y)
            var previous = piece[0]
            for point in piece.dropFirst() {
                canvas.writer.line(point.x, point.y)
                canvas.occupancy.mark(from: previous, to: point)
                previous = point
            }
        }
        canvas.writer.endPath()
        canvas.writer.raw(" stroke-linejoin=\"round\"")
        canvas.writer.dash(dash(canvas.style))
        finish(width: width, on: &canvas)
    }

    /// Values between two gaps have no line, and would not be seen.
    private func drawDots(_ dots: [Point], on canvas: inout Canvas) {
        guard !dots.isEmpty else { return }
        canvas.writer.beginPath()
        for dot in dots {
            canvas.writer.dot(dot.x, dot.y)
            canvas.occupancy.mark(dot.x, dot.y)
        }
        canvas.writer.endPath()
        finish(width: max(4, 2.5 * width), on: &canvas)
    }

    private func finish(width: Double, on canvas: inout Canvas) {
        canvas.writer.raw(" fill=\"none\" stroke-linecap=\"round\"")
        canvas.writer.attribute("stroke", color ?? canvas.style.color)
        canvas.writer.attribute("stroke-width", width)
        if opacity < 1 { canvas.writer.attribute("stroke-opacity", fraction: opacity) }
        canvas.writer.raw("/>")
    }

    public func swatch(_ style: SeriesStyle) -> LegendSwatch? {
        .line(color ?? style.color, width: width, dash: dash(style))
    }

    /// Who gave neither a colour nor dashes gets both.
    private func dash(_ style: SeriesStyle) -> [Double] {
        color == nil && dash.isEmpty ? style.dash : dash
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        var parts = [NumberText.count(series.count, "point")]
        if let ranges = series.ranges { parts.append(ranges) }
        if let last = series.y.last, series.count > 1 { parts.append("last \(NumberText.readable(last))") }
        parts += series.notes(xScale: xScale, yScale: yScale, gaps: jumps)
        if jumps > 0 { parts.append("interrupted by " + NumberText.count(jumps, "jump")) }
        return "line" + (label.map { " “\($0)”" } ?? "") + ": " + parts.joined(separator: ", ")
    }
}
