/// Where ink is, roughly: the plot's area in cells of a few pixels, so that a legend can be put where none is.
package struct OccupancyGrid: Sendable {
    private let area: Rect
    private let columns: Int
    private let rows: Int
    private var cells: [Bool]
    private static let cell = 4.0

    package init(_ area: Rect) {
        self.area = area
        columns = max(1, Int((area.width / Self.cell).rounded(.up)))
        rows = max(1, Int((area.height / Self.cell).rounded(.up)))
        cells = Array(repeating: false, count: columns * rows)
    }

    package mutating func mark(_ x: Double, _ y: Double) {
        let column = (x - area.x) / Self.cell
        let row = (y - area.y) / Self.cell
        guard column >= 0, row >= 0, column < Double(columns), row < Double(rows) else { return }
        cells[Int(row) * columns + Int(column)] = true
    }

    package mutating func mark(from start: Point, to end: Point) {
        // Positions far outside are drawn clipped; walking all the way there would take for ever.
        let length = max(abs(end.x - start.x), abs(end.y - start.y))
        let steps = Int(min(length / Self.cell, 10_000).rounded(.up))
        for step in 0...max(steps, 1) {
            let part = Double(step) / Double(max(steps, 1))
            mark(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)
        }
    }

    package mutating func mark(_ rect: Rect) {
        forEachCell(of: rect) { cells[$0] = true }
    }

    /// Marks what is marked in a grid of the same area as well.
    package mutating func formUnion(_ other: OccupancyGrid) {
        for (index, isTaken) in other.cells.enumerated() where isTaken && index < cells.count { cells[index] = true }
    }

    package func isFree(_ rect: Rect) -> Bool {
        var free = true
        forEachCell(of: rect) { if cells[$0] { free = false } }
        return free
    }

    private func forEachCell(of rect: Rect, _ body: (Int) -> Void) {
        let left = Int(max(0, ((rect.x - area.x) / Self.cell).rounded(.down)))
        let right = Int(min(Double(columns), ((rect.maxX - area.x) / Self.cell).rounded(.up)))
        let top = Int(max(0, ((rect.y - area.y) / Self.cell).rounded(.down)))
        let bottom = Int(min(Double(rows), ((rect.maxY - area.y) / Self.cell).rounded(.up)))
        guard left < right, top < bottom else { return }
        for row in top..<bottom {
            for column in left..<right { body(row * columns + column) }
        }
    }
}
