/// A straight line across the whole plot.
public struct RuleMark: Mark {
    public var label: String?
    public var color: Color?
    public var width: Double
    public var dash: [Double]
    public var opacity: Double
    private let rule: Rule

    private enum Rule: Sendable {
        case vertical(Double)
        case horizontal(Double)
        /// a x + b y + c = 0
        case line(a: Double, b: Double, c: Double)
    }

    /// A vertical line.
    public init(
        x: Double, label: String? = nil, color: Color? = nil, width: Double = 1.2, dash: [Double] = [4, 3],
        opacity: Double = 1
    ) {
        self.init(.vertical(x), label, color, width, dash, opacity)
    }

    /// A horizontal line.
    public init(
        y: Double, label: String? = nil, color: Color? = nil, width: Double = 1.2, dash: [Double] = [4, 3],
        opacity: Double = 1
    ) {
        self.init(.horizontal(y), label, color, width, dash, opacity)
    }

    /// The line a x + b y + c = 0, on linear axes. With a and b both zero there is no line, and nothing is drawn.
    public init(
        a: Double, b: Double, c: Double, label: String? = nil, color: Color? = nil, width: Double = 1.8,
        dash: [Double] = [], opacity: Double = 1
    ) {
        self.init(.line(a: a, b: b, c: c), label, color, width, dash, opacity)
    }

    private init(
        _ rule: Rule, _ label: String?, _ color: Color?, _ width: Double, _ dash: [Double], _ opacity: Double
    ) {
        self.rule = rule
        self.label = label
        self.color = color
        self.width = width
        self.dash = dash
        self.opacity = opacity
    }

    public var takesPaletteColor: Bool { color == nil && label != nil }

    public var xExtent: DataExtent {
        if case .vertical(let x) = rule { DataExtent(CollectionOfOne(x)) } else { DataExtent() }
    }

    public var yExtent: DataExtent {
        if case .horizontal(let y) = rule { DataExtent(CollectionOfOne(y)) } else { DataExtent() }
    }

    public func draw(on canvas: inout Canvas) {
        guard let (start, end) = ends(on: canvas) else { return }
        canvas.writer.beginPath()
        canvas.writer.move(start.x, start.y)
        canvas.writer.line(end.x, end.y)
        canvas.writer.endPath()
        canvas.writer.attribute("stroke", color ?? (label == nil ? canvas.theme.axis : canvas.style.color))
        canvas.writer.attribute("stroke-width", width)
        canvas.writer.dash(dash)
        if opacity < 1 { canvas.writer.attribute("stroke-opacity", fraction: opacity) }
        canvas.writer.raw("/>")
        canvas.occupancy.mark(from: start, to: end)
    }

    /// Where the line enters and leaves the plot.
    private func ends(on canvas: Canvas) -> (Point, Point)? {
        let (left, right) = (canvas.x.domain.lowerBound, canvas.x.domain.upperBound)
        let (bottom, top) = (canvas.y.domain.lowerBound, canvas.y.domain.upperBound)
        let ends: [(Double, Double)]
        switch rule {
        case .vertical(let x): ends = [(x, bottom), (x, top)]
        case .horizontal(let y): ends = [(left, y), (right, y)]
        case .line(let a, let b, let c):
            guard a != 0 || b != 0 else { return nil }
            var crossings: [(Double, Double)] = []
            if b != 0 { crossings += [left, right].map { ($0, -(a * $0 + c) / b) } }
            if a != 0 { crossings += [bottom, top].map { (-(b * $0 + c) / a, $0) } }
            let room = ((right - left) * 1e-9, (top - bottom) * 1e-9)
            ends = crossings.filter {
                $0.0 >= left - room.0 && $0.0 <= right + room.0 && $0.1 >= bottom - room.1 && $0.1 <= top + room.1
            }.sorted { $0 < $1 }
        }
        guard let first = ends.first, let last = ends.last, ends.count > 1,
            let start = canvas.place(first.0, first.1), let end = canvas.place(last.0, last.1)
        else { return nil }
        return (start, end)
    }

    public func swatch(_ style: SeriesStyle) -> LegendSwatch? {
        .line(color ?? style.color, width: width, dash: dash)
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        let name = label.map { " “\($0)”" } ?? ""
        switch rule {
        case .vertical(let x): return "vertical line\(name) at x = \(NumberText.readable(x))"
        case .horizontal(let y): return "horizontal line\(name) at y = \(NumberText.readable(y))"
        case .line(let a, let b, let c):
            guard let label else { return nil }
            let terms = [a, b, c].map { NumberText.readable($0) }
            return "line “\(label)”: (\(terms[0])) x + (\(terms[1])) y + (\(terms[2])) = 0"
        }
    }
}
