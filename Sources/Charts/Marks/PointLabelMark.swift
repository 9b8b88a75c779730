/// Names beside points, each where it covers no other name and no other point; those without room are left out.
public struct PointLabelMark: Mark {
    public var color: Color?
    public var size: Double
    private let series: PointSeries
    private let names: [String]

    /// - Parameter names: As many as points; further ones are left out.
    public init(x: [Double], y: [Double], names: [String], color: Color? = nil, size: Double = 11) {
        series = PointSeries(x: x, y: y)
        self.names = names
        self.color = color
        self.size = size
    }

    public var xExtent: DataExtent { series.xExtent }
    public var yExtent: DataExtent { series.yExtent }

    public func draw(on canvas: inout Canvas) {
        var taken: [Rect] = []
        let points = (0..<min(series.count, names.count)).map { canvas.place(series.x[$0], series.y[$0]) }
        for (point, name) in zip(points, names) {
            guard let point else { continue }
            let text = TextMetrics.ellipsised(name, width: 140, size: size)
            let width = TextMarkup(text).width(size: size)
            let places = [
                (point.x + 7, point.y + size * 0.36), (point.x - 7 - width, point.y + size * 0.36),
                (point.x - width / 2, point.y - 10), (point.x - width / 2, point.y + 10 + size * 0.8),
            ]
            for (x, baseline) in places {
                let box = Rect(x: x, y: baseline - size, width: width, height: size * 1.25)
                guard box.x >= canvas.plot.x, box.maxX <= canvas.plot.maxX, box.y >= canvas.plot.y,
                    box.maxY <= canvas.plot.maxY, !taken.contains(where: { Self.overlap($0, box) }),
                    !points.contains(where: { $0 != point && Self.covers(box, $0) })
                else { continue }
                taken.append(box)
                canvas.occupancy.mark(box)
                canvas.writer.text(
                    TextMarkup(text), x: x, y: baseline,
                    style: TextStyle(
                        size: size, color: color ?? canvas.theme.text, halo: canvas.theme.background))
                break
            }
        }
    }

    /// Whether a name would lie on another point's symbol.
    private static func covers(_ box: Rect, _ point: Point?) -> Bool {
        guard let point else { return false }
        return box.insetBy(-3).x < point.x && point.x < box.maxX + 3 && box.y - 1 < point.y && point.y < box.maxY + 1
    }

    private static func overlap(_ first: Rect, _ second: Rect) -> Bool {
        first.x < second.maxX && second.x < first.maxX && first.y < second.maxY && second.y < first.maxY
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        let shown = zip(names, zip(series.x, series.y)).prefix(10).map { name, place in
            "\(name) (\(NumberText.readable(place.0, digits: 3)), \(NumberText.readable(place.1, digits: 3)))"
        }
        return "names: " + shown.joined(separator: ", ") + (names.count > 10 ? ", …" : "")
    }
}
