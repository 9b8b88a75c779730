/// A grid of values as coloured cells: a heat map, or the weights of a neuron as an image.
public struct RasterMark: Mark {
    public var grid: ScalarGrid
    public var colors: ColorMap
    /// The values at both ends of the colours; nothing: the lowest and the highest of the grid.
    public var range: ClosedRange<Double>?
    /// What the values are: written beside the colour bar, and in the description.
    public var name: String?
    /// Whether a bar beside the plot explains the colours.
    public var showsScale: Bool

    /// Colours are rounded to this many steps, more than an eye tells apart in one map.
    private static let steps = 64

    /// Each cell is centred on its place in the grid.
    public init(
        _ grid: ScalarGrid, colors: ColorMap = .viridis, range: ClosedRange<Double>? = nil, name: String? = nil,
        showsScale: Bool = true
    ) {
        self.grid = grid
        self.colors = colors
        self.range = range
        self.name = name
        self.showsScale = showsScale
    }

    public var colorScale: ColorScale? {
        guard showsScale, let valueRange else { return nil }
        return ColorScale(colors: colors, range: valueRange, label: name)
    }

    public var xExtent: DataExtent { Self.extent(grid.x, grid.columns) }
    public var yExtent: DataExtent { Self.extent(grid.y, grid.rows) }

    private static func extent(_ range: ClosedRange<Double>, _ count: Int) -> DataExtent {
        let half = (range.upperBound - range.lowerBound) / Double(count - 1) / 2
        var extent = DataExtent([range.lowerBound - half, range.upperBound + half])
        extent.isTight = true
        return extent
    }

    private var valueRange: ClosedRange<Double>? {
        if let range { return range }
        return ColorScale.range(of: grid.values)
    }

    public func draw(on canvas: inout Canvas) {
        guard let range = valueRange else { return }
        let horizontal = edges(grid.x, grid.columns, on: canvas.x)
        let vertical = edges(grid.y, grid.rows, on: canvas.y)
        canvas.occupancy.mark(
            Rect(
                x: horizontal[0], y: vertical[grid.rows], width: horizontal[grid.columns] - horizontal[0],
                height: vertical[0] - vertical[grid.rows]))
        var pieces: [[Rect]] = Array(repeating: [], count: Self.steps)
        for row in 0..<grid.rows {
            var column = 0
            while column < grid.columns {
                let step = step(row, column, range)
                let start = column
                while column < grid.columns, self.step(row, column, range) == step { column += 1 }
                guard let step else { continue }
                pieces[step].append(
                    Rect(
                        x: horizontal[start], y: vertical[row + 1], width: horizontal[column] - horizontal[start],
                        height: vertical[row] - vertical[row + 1]))
            }
        }
        canvas.writer.raw("<g shape-rendering=\"crispEdges\">")
        for (step, rects) in pieces.enumerated() where !rects.isEmpty {
            canvas.writer.beginPath()
            for rect in rects {
                canvas.writer.polygon([
                    Point(x: rect.x, y: rect.y), Point(x: rect.maxX, y: rect.y), Point(x: rect.maxX, y: rect.maxY),
                    Point(x: rect.x, y: rect.maxY),
                ])
            }
            canvas.writer.endPath()
            canvas.writer.attribute("fill", colors.color(Double(step) / Double(Self.steps - 1)))
            canvas.writer.raw("/>")
        }
        canvas.writer.raw("</g>")
    }

    /// The pixels between the cells, one more than there are cells.
    private func edges(_ range: ClosedRange<Double>, _ count: Int, on scale: ScaleTransform) -> [Double] {
        let cell = (range.upperBound - range.lowerBound) / Double(count - 1)
        return (0...count).map { scale(range.lowerBound + (Double($0) - 0.5) * cell) }
    }

    /// Nothing for a value that is not finite: its cell stays empty.
    private func step(_ row: Int, _ column: Int, _ range: ClosedRange<Double>) -> Int? {
        let value = grid.values[row * grid.columns + column]
        guard value.isFinite else { return nil }
        let span = range.upperBound - range.lowerBound
        let part = span > 0 ? (value - range.lowerBound) / span : 0.5
        return Int((min(max(part, 0), 1) * Double(Self.steps - 1)).rounded())
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? {
        let empty = grid.values.count { !$0.isFinite }
        let values = valueRange.map {
            "values \(NumberText.readable($0.lowerBound)) to \(NumberText.readable($0.upperBound))"
        }
        return (name ?? "raster") + ": \(grid.columns) by \(grid.rows) cells, " + (values ?? "no finite value")
            + (empty > 0 && values != nil ? ", \(empty) not finite and left out" : "")
    }
}
