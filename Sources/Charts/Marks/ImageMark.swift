/// A picture of coloured pixels.
public struct ImageMark: Mark {
    /// Row by row from the top: `[rows * columns]`.
    public let pixels: [Color]
    public let columns: Int
    public let rows: Int
    /// Where the left and the right edge stand.
    public let x: ClosedRange<Double>
    /// Where the lower and the upper edge stand.
    public let y: ClosedRange<Double>

    /// Channels are rounded to this many steps; a picture of 32 × 32 pixels then has few colours more than it seems to.
    private static let steps = 32.0

    /// - Throws: `ChartError.grid` unless there are `rows * columns` pixels, over ranges that are not empty.
    public init(
        pixels: [Color], columns: Int, rows: Int, x: ClosedRange<Double>, y: ClosedRange<Double>
    ) throws(ChartError) {
        let (product, overflow) = columns.multipliedReportingOverflow(by: rows)
        guard columns > 0, rows > 0, !overflow, product == pixels.count else {
            throw .grid("an image of \(columns) columns and \(rows) rows cannot hold \(pixels.count) pixels")
        }
        guard x.lowerBound < x.upperBound, y.lowerBound < y.upperBound else {
            throw .grid("an image cannot reach from \(x.lowerBound) to \(x.upperBound)")
        }
        self.pixels = pixels
        self.columns = columns
        self.rows = rows
        self.x = x
        self.y = y
    }

    /// The image at its own size: pixel centres at 0, 1, 2 … to the right, and downwards from the top.
    public init(pixels: [Color], columns: Int, rows: Int) throws(ChartError) {
        try self.init(
            pixels: pixels, columns: columns, rows: rows, x: 0...Double(max(columns, 1)), y: 0...Double(max(rows, 1)))
    }

    public var xExtent: DataExtent { Self.extent(x) }
    public var yExtent: DataExtent { Self.extent(y) }

    private static func extent(_ range: ClosedRange<Double>) -> DataExtent {
        var extent = DataExtent([range.lowerBound, range.upperBound])
        extent.isTight = true
        return extent
    }

    public func draw(on canvas: inout Canvas) {
        guard let low = canvas.place(x.lowerBound, y.lowerBound), let high = canvas.place(x.upperBound, y.upperBound)
        else { return }
        let area = Rect(x: low.x, y: high.y, width: high.x - low.x, height: low.y - high.y)
        canvas.occupancy.mark(area)
        func across(_ column: Int) -> Double { area.x + area.width * Double(column) / Double(columns) }
        func down(_ row: Int) -> Double { area.y + area.height * Double(row) / Double(rows) }
        // In the order in which the colours come, so that the same image always gives the same bytes.
        var order: [Color: Int] = [:]
        var runs: [(color: Color, rects: [Rect])] = []
        for row in 0..<rows {
            var column = 0
            while column < columns {
                let color = Self.rounded(pixels[row * columns + column])
                let start = column
                while column < columns, Self.rounded(pixels[row * columns + column]) == color { column += 1 }
                let rect = Rect(
                    x: across(start), y: down(row), width: across(column) - across(start),
                    height: down(row + 1) - down(row))
                if let index = order[color] {
                    runs[index].rects.append(rect)
                } else {
                    order[color] = runs.count
                    runs.append((color, [rect]))
                }
            }
        }
        canvas.writer.raw("<g shape-rendering=\"crispEdges\">")
        for (color, rects) in runs {
            canvas.writer.beginPath()
            for rect in rects {
                canvas.writer.polygon([
                    Point(x: rect.x, y: rect.y), Point(x: rect.maxX, y: rect.y), Point(x: rect.maxX, y: rect.maxY),
                    Point(x: rect.x, y: rect.maxY),
                ])
            }
            canvas.writer.endPath()
            canvas.writer.attribute("fill", color)
            canvas.writer.raw("/>")
        }
        canvas.writer.raw("</g>")
    }

    private static func rounded(_ color: Color) -> Color {
        func channel(_ value: UInt8) -> UInt8 {
            UInt8((Double(value) / 255 * (steps - 1)).rounded() * 255 / (steps - 1))
        }
        return Color(red: channel(color.red), green: channel(color.green), blue: channel(color.blue))
    }

    public func summary(xScale: AxisScale, yScale: AxisScale) -> String? { "image: \(columns) by \(rows) pixels" }
}
