/// Separate straight segments, such as the edges of a network or the arrows of a vector field.
public struct SegmentMark: Mark {
    public var label: String?
    public var color: Color?
    public var width: Double
    /// An arrow head at each segment's end.
    public var hasArrow: Bool
    public var opacity: Double
    /// Lengths of dashes and gaps in pixels; none for solid segments.
    public var dash: [Double]
    private let start: PointSeries
    private let end: PointSeries

    public init(
        x: [Double], y: [Double], toX: [Double], toY: [Double], label: String? = nil, color: Color? = nil,
        width: Double = 1.5, hasArrow: Bool = false, opacity: Double = 1, dash: [Double] = []
    ) {
        start = PointSeries(x: x, y: y)
        end = PointSeries(x: toX, y: toY)
        self.label = label
        self.color = color
        self.width = width
        self.hasArrow = hasArrow
        self.opacity = opacity
        self.dash = dash
    }

    /// One arrow.
    public static func arrow(
        fromX x: Double, y: Double, toX: Double, y toY: Double, label: String? = nil, color: Color? = nil,
        width: Double = 2
    ) -> SegmentMark {
        SegmentMark(
            x: [x], y: [y], toX: [toX], toY: [toY], label: label, color: color, width: width, hasArrow: true)
    }

    public var takesPaletteColor: Bool { color == nil && label != nil }

    public var xExtent: DataExtent {
        var extent = start.xExtent
        extent.formUnion(end.xExtent)
        return extent
    }

    public var yExtent: DataExtent {
        var extent = start.yExtent
        extent.formUnion(end.yExtent)
        return extent
    }

    public func draw(on canvas: inout Canvas) {
        let segments = (0..<min(start.count, end.count)).compactMap { index -> (Point, Point)? in
            guard let from = canvas.place(start.x[index], start.y[index]),
                let to = canvas.place(end.x[index], end.y[index])
            else { return nil }
            return (from, to)
        }
        guard !segments.isEmpty else { return }
        let paint = color ?? (label == nil ? canvas.theme.axis : canvas.style.color)
        canvas.writer.beginPath()
        for (from, to) in segments {
            canvas.writer.move(from.x, from.y)
            let tip = hasArrow ? pulledBack(from: from, to: to) : to
            canvas.writer.line(tip.x, tip.y)
            canvas.occupancy.mark(from: from, to: to)
        }
        canvas.writer.endPath()
        canvas.writer.raw(" fill=\"none\"")
        canvas.writer.attribute("stroke", paint)
        canvas.writer.attribute("stroke-width", width)
        if opacity < 1 { canvas.writer.attribute("stroke-opacity", fraction: opacity) }
        canvas.writer.dash(dash)
        canvas.writer.raw("/>")
        if hasArrow { drawHeads(segments, paint, on: &canvas) }
    }

    private var headLength: Double { 4 + 2.5 * width }

    /// The shaft ends inside of the head, so that a thick one does not stick out at the tip.
    private func pulledBack(from: Point, to: Point) -> Point {
        let length = (((to.x - from.x) * (to.x - from.x)) + ((to.y - from.y) * (to.y - from.y))).squareRoot()
        guard length > 0 else { return to }
        let part = max(0, 1 - headLength * 0.7 / length)
        return Point(x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part)
    }

    private func drawHeads(_ segments: [(Point, Point)], _ paint: Color, on canvas: inout Canvas) {
        canvas.writer.beginPath()
        for (from, to) in segments {
            let (dx, dy) = (to.x - from.x, to.y - from.y)
            let length = (dx * dx + dy * dy).squareRoot()
            guard length > 0.5 else { continue }
            let size = min(headLength, length)
            let along = Point(x: dx / length * size, y: dy / length * size)
            canvas.writer.polygon([
                to, Point(x: to.x - along.x - along.y * 0.4, y: to.y - along.y + along.x * 0.4),
                Point(x: to.x - along.x + along.y * 0.4, y: to.y - along.y - along.x * 0.4),
            ])
        }
        canvas.writer.endPath()
        canvas.writer.attribute("fill", paint)
        canvas.writer.raw("/>")
    }

    public func swatch(_ style: SeriesStyle) -> LegendSwatch? {
        .line(color ?? style.color, width: width, dash: dash)
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        guard let label else { return nil }
        let kind = hasArrow ? "arrow" : "segment"
        guard start.count == 1, let x = start.x.first, let y = start.y.first, let toX = end.x.first,
            let toY = end.y.first
        else { return "\(NumberText.count(start.count, kind)) “\(label)”" }
        let numbers = [x, y, toX, toY].map { NumberText.readable($0) }
        return "\(kind) “\(label)” from (\(numbers[0]), \(numbers[1])) to (\(numbers[2]), \(numbers[3]))"
    }
}
