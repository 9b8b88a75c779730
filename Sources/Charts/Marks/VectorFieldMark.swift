/// Arrows at regular places: the direction of a field, and by colour and length how strong it is.
public struct VectorFieldMark: Mark {
    public var colors: ColorMap
    /// What the length of a vector is: written beside the colour bar.
    public var name: String?
    private let xRange: ClosedRange<Double>
    private let yRange: ClosedRange<Double>
    private let columns: Int
    private let rows: Int
    /// At each place, row by row from the lowest.
    private let vectors: [(x: Double, y: Double)]
    private let largest: Double

    private static let steps = 8

    /// - Parameters:
    ///   - columns: Fewer than two count as two, more than 200 as 200.
    ///   - function: The vector at a place, in units of the axes.
    public init(
        x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int = 19, rows: Int = 13,
        colors: ColorMap = .viridis, name: String? = nil,
        _ function: (_ x: Double, _ y: Double) throws -> (x: Double, y: Double)
    ) rethrows {
        self.columns = min(max(columns, 2), 200)
        self.rows = min(max(rows, 2), 200)
        self.colors = colors
        self.name = name
        (xRange, yRange) = (x, y)
        var vectors: [(x: Double, y: Double)] = []
        for row in 0..<self.rows {
            for column in 0..<self.columns {
                vectors.append(
                    try function(Self.place(column, self.columns, x), Self.place(row, self.rows, y)))
            }
        }
        self.vectors = vectors
        largest = vectors.reduce(0) { largest, vector in
            let length = Self.length(vector)
            return length.isFinite ? max(largest, length) : largest
        }
    }

    /// In the middles of equal cells, so that no arrow stands on the frame.
    private static func place(_ index: Int, _ count: Int, _ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * (Double(index) + 0.5) / Double(count)
    }

    private static func length(_ vector: (x: Double, y: Double)) -> Double {
        (vector.x * vector.x + vector.y * vector.y).squareRoot()
    }

    public var xExtent: DataExtent { Self.extent(xRange) }
    public var yExtent: DataExtent { Self.extent(yRange) }

    private static func extent(_ range: ClosedRange<Double>) -> DataExtent {
        var extent = DataExtent([range.lowerBound, range.upperBound])
        extent.isTight = true
        return extent
    }

    public var colorScale: ColorScale? {
        largest > 0 ? ColorScale(colors: colors, range: 0...largest, label: name) : nil
    }

    public func draw(on canvas: inout Canvas) {
        guard largest > 0 else { return }
        let cell = min(canvas.plot.width / Double(columns), canvas.plot.height / Double(rows))
        var groups: [[(Point, Point)]] = Array(repeating: [], count: Self.steps)
        for row in 0..<rows {
            for column in 0..<columns {
                let vector = vectors[row * columns + column]
                let strength = Self.length(vector) / largest
                guard strength.isFinite, strength > 0,
                    let place = canvas.place(
                        Self.place(column, columns, xRange), Self.place(row, rows, yRange))
                else { continue }
                // The direction as it looks on these axes.
                let direction = (x: vector.x * canvas.x.pixelsPerUnit, y: vector.y * canvas.y.pixelsPerUnit)
                let size = Self.length(direction)
                guard size > 0, size.isFinite else { continue }
                // A square root, so that weak ones can still be seen.
                let half = cell * 0.46 * strength.squareRoot() / size
                let step = min(Int(strength * Double(Self.steps)), Self.steps - 1)
                let shift = Point(x: direction.x * half, y: direction.y * half)
                groups[step].append(
                    (
                        Point(x: place.x - shift.x, y: place.y - shift.y),
                        Point(x: place.x + shift.x, y: place.y + shift.y)
                    ))
            }
        }
        for (step, arrows) in groups.enumerated() where !arrows.isEmpty {
            draw(arrows, color: colors.color((Double(step) + 0.5) / Double(Self.steps)), on: &canvas)
        }
    }

    private func draw(_ arrows: [(Point, Point)], color: Color, on canvas: inout Canvas) {
        canvas.writer.beginPath()
        for (from, to) in arrows {
            let (dx, dy) = (to.x - from.x, to.y - from.y)
            let head = Point(x: dx * 0.34, y: dy * 0.34)
            canvas.writer.move(from.x, from.y)
            canvas.writer.line(to.x, to.y)
            canvas.writer.move(to.x - head.x - head.y * 0.5, to.y - head.y + head.x * 0.5)
            canvas.writer.line(to.x, to.y)
            canvas.writer.line(to.x - head.x + head.y * 0.5, to.y - head.y - head.x * 0.5)
            canvas.occupancy.mark(from: from, to: to)
        }
        canvas.writer.endPath()
        canvas.writer.raw(" fill=\"none\" stroke-width=\"1.3\" stroke-linecap=\"round\"")
        canvas.writer.attribute("stroke", color)
        canvas.writer.raw("/>")
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        let odd = vectors.count { !Self.length($0).isFinite }
        return (name ?? "vector field")
            + ": \(columns) by \(rows) arrows, lengths up to \(NumberText.readable(largest))"
            + (odd > 0 ? ", \(odd) not finite and left out" : "")
    }
}
