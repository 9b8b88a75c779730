/// The places where a function of two variables reaches a level: filled areas, or lines.
///
/// Areas of rising levels lie on top of each other, so a few of them in stronger and stronger colours shade a field; as
/// outlines, they cost a few kilobytes where a raster of the same grid costs hundreds.
public struct ContourMark: Mark {
    /// A level and its look.
    public struct Level: Sendable, Equatable {
        public var value: Double
        public var color: Color

        public init(_ value: Double, _ color: Color) {
            self.value = value
            self.color = color
        }
    }

    public var label: String?
    public var grid: ScalarGrid
    public var levels: [Level]
    /// Areas where the value is at least the level; otherwise lines.
    public var isFilled: Bool
    public var width: Double
    /// How far, in pixels, an outline may be from the exact one.
    public var tolerance: Double
    private let name: String?
    private var ownScale: ColorScale?
    /// The values of a whole field that is shown by many levels; nothing for the outline of one region.
    private var fieldRange: ClosedRange<Double>?

    /// - Parameter name: What the field is, for the description in words.
    public init(
        _ grid: ScalarGrid, levels: [Level], isFilled: Bool = true, width: Double = 1.5, tolerance: Double = 0.15,
        label: String? = nil, name: String? = nil
    ) {
        self.grid = grid
        self.levels = levels
        self.isFilled = isFilled
        self.width = width
        self.tolerance = tolerance
        self.label = label
        self.name = name
    }

    public var colorScale: ColorScale? { ownScale }

    /// Levels at round values, or dense at the lowest ones, in the colours of a map.
    ///
    /// - Parameters:
    ///   - count: About how many levels.
    ///   - spacing: ``ContourSpacing/even``, or ``ContourSpacing/denseLow`` for a function whose minimum lies in a flat valley.
    ///   - name: What the values are: written beside the colour bar, which evenly spaced levels have.
    public init(
        _ grid: ScalarGrid, colors: ColorMap = .viridis, count: Int = 12, spacing: ContourSpacing = .even,
        isFilled: Bool = true, width: Double = 1.2, name: String? = nil
    ) {
        self.init(grid, levels: [], isFilled: isFilled, width: width, name: name)
        guard let range = ColorScale.range(of: grid.values) else { return }
        fieldRange = range
        let values = spacing.levels(range, count: max(count, 1))
        let span = range.upperBound - range.lowerBound
        // A field of one value has the colour that the bar shows for it.
        if isFilled { levels.append(Level(-DataExtent.limit, colors.color(span > 0 ? 0 : 0.5))) }
        for (index, value) in values.enumerated() {
            let next = index + 1 < values.count ? values[index + 1] : range.upperBound
            let part =
                switch spacing {
                case .even: span > 0 ? ((isFilled ? (value + next) / 2 : value) - range.lowerBound) / span : 0.5
                case .denseLow: Double(index + 1) / Double(values.count)
                }
            levels.append(Level(value, colors.color(part)))
        }
        if spacing == .even, isFilled { ownScale = ColorScale(colors: colors, range: range, label: name) }
    }

    public var xExtent: DataExtent { Self.extent(grid.x, isTight: isFilled) }
    public var yExtent: DataExtent { Self.extent(grid.y, isTight: isFilled) }

    private static func extent(_ range: ClosedRange<Double>, isTight: Bool) -> DataExtent {
        var extent = DataExtent([range.lowerBound, range.upperBound])
        extent.isTight = isTight
        return extent
    }

    public func draw(on canvas: inout Canvas) {
        if isFilled { canvas.occupancy.mark(canvas.plot) }
        for level in levels {
            let lines = IsoContour(grid, level: level.value).rings.flatMap { outline($0, on: canvas) }
            guard !lines.isEmpty else { continue }
            canvas.writer.beginPath()
            for line in lines {
                if isFilled {
                    canvas.writer.polygon(line)
                } else {
                    canvas.writer.move(line[0].x, line[0].y)
                    for (from, to) in zip(line, line.dropFirst()) {
                        canvas.writer.line(to.x, to.y)
                        canvas.occupancy.mark(from: from, to: to)
                    }
                }
            }
            canvas.writer.endPath()
            if isFilled {
                canvas.writer.attribute("fill", level.color)
                canvas.writer.raw(" fill-rule=\"evenodd\"/>")
            } else {
                canvas.writer.raw(" fill=\"none\" stroke-linejoin=\"round\"")
                canvas.writer.attribute("stroke", level.color)
                canvas.writer.attribute("stroke-width", width)
                canvas.writer.raw("/>")
            }
        }
    }

    /// A ring as it is for areas; cut where it runs along the grid's border for lines.
    private func outline(_ ring: IsoContour.Ring, on canvas: Canvas) -> [[Point]] {
        let points = ring.points.map { point in
            Point(
                x: canvas.x(
                    grid.x.lowerBound + (grid.x.upperBound - grid.x.lowerBound) * point.x / Double(grid.columns - 1)),
                y: canvas.y(
                    grid.y.lowerBound + (grid.y.upperBound - grid.y.lowerBound) * point.y / Double(grid.rows - 1)))
        }
        if isFilled {
            let simple = Simplification.simplified(ring: points, tolerance: tolerance)
            return simple.count > 2 ? [simple] : []
        }
        guard let cut = ring.isBorder.firstIndex(of: true) else {
            return [Simplification.simplified(ring: points, tolerance: tolerance) + [points[0]]]
        }
        var lines: [[Point]] = []
        var current: [Point] = []
        for step in 1...points.count {
            let index = (cut + step) % points.count
            current.append(points[index])
            if ring.isBorder[index] {
                if current.count > 1 { lines.append(Simplification.simplified(current, tolerance: tolerance)) }
                current = []
            }
        }
        return lines
    }

    public func swatch(_ style: SeriesStyle) -> LegendSwatch? {
        guard let color = levels.first?.color else { return nil }
        return isFilled ? .fill(color, opacity: 1) : .line(color, width: width, dash: [])
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        if let fieldRange {
            let (low, high) = (NumberText.readable(fieldRange.lowerBound), NumberText.readable(fieldRange.upperBound))
            let levelCount = levels.count - (isFilled && !levels.isEmpty ? 1 : 0)
            return "contours of \(name ?? label ?? "a field"): values \(low) to \(high), "
                + NumberText.count(levelCount, "level")
        }
        guard let name = name ?? label, let first = levels.first else { return nil }
        let reached = grid.values.count { $0 >= first.value }
        let share = NumberText.readable(100 * Double(reached) / Double(grid.values.count), digits: 2)
        return isFilled ? "area “\(name)”: \(share) % of the plane" : "contour line “\(name)”"
    }
}
