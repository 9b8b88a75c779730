/// Values of a function of two variables on a regular grid.
public struct ScalarGrid: Sendable, Equatable {
    public let columns: Int
    public let rows: Int
    /// Row by row, the first row at the lowest `y`: `[rows * columns]`.
    public let values: [Double]
    /// Where the first and the last column stand.
    public let x: ClosedRange<Double>
    /// Where the first and the last row stand.
    public let y: ClosedRange<Double>

    /// - Throws: `ChartError.grid` unless there are `rows * columns` values, two or more of each, over ranges that are
    ///   finite and not empty.
    public init(
        columns: Int, rows: Int, values: [Double], x: ClosedRange<Double>, y: ClosedRange<Double>
    ) throws(ChartError) {
        let (product, overflow) = columns.multipliedReportingOverflow(by: rows)
        guard columns >= 2, rows >= 2, !overflow, product == values.count else {
            throw .grid("a grid of \(columns) columns and \(rows) rows cannot hold \(values.count) values")
        }
        for range in [x, y] {
            guard range.upperBound > range.lowerBound, (range.upperBound - range.lowerBound).isFinite else {
                throw .grid("a grid cannot reach from \(range.lowerBound) to \(range.upperBound)")
            }
        }
        self.columns = columns
        self.rows = rows
        self.values = values
        self.x = x
        self.y = y
    }

    /// The values of `function` at every place of the grid.
    public init(
        columns: Int, rows: Int, x: ClosedRange<Double>, y: ClosedRange<Double>,
        _ function: (_ x: Double, _ y: Double) throws -> Double
    ) throws {
        guard columns >= 2, rows >= 2 else {
            throw ChartError.grid("a grid needs at least 2 columns and 2 rows, not \(columns) and \(rows)")
        }
        var values: [Double] = []
        for row in 0..<rows {
            for column in 0..<columns {
                values.append(
                    try function(Self.place(column, columns, x), Self.place(row, rows, y)))
            }
        }
        try self.init(columns: columns, rows: rows, values: values, x: x, y: y)
    }

    public func x(ofColumn column: Int) -> Double { Self.place(column, columns, x) }
    public func y(ofRow row: Int) -> Double { Self.place(row, rows, y) }

    /// The value at any place of the grid, between the four around it (bilinear); nothing outside or next to a value that is not finite.
    package func value(_ horizontal: Double, _ vertical: Double) -> Double? {
        guard x.contains(horizontal), y.contains(vertical) else { return nil }
        let column = (horizontal - x.lowerBound) / (x.upperBound - x.lowerBound) * Double(columns - 1)
        let row = (vertical - y.lowerBound) / (y.upperBound - y.lowerBound) * Double(rows - 1)
        let (left, bottom) = (min(Int(column), columns - 2), min(Int(row), rows - 2))
        let (across, up) = (column - Double(left), row - Double(bottom))
        func at(_ column: Int, _ row: Int) -> Double { values[row * columns + column] }
        let lower = at(left, bottom) * (1 - across) + at(left + 1, bottom) * across
        let upper = at(left, bottom + 1) * (1 - across) + at(left + 1, bottom + 1) * across
        let value = lower * (1 - up) + upper * up
        return value.isFinite ? value : nil
    }

    private static func place(_ index: Int, _ count: Int, _ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / Double(count - 1)
    }
}
