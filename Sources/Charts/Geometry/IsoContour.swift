/// The outline of where a grid's values reach a level (marching squares).
package struct IsoContour: Sendable {
    /// A closed outline in grid coordinates (column, row), the reached side on the left; `isBorder[i]` says that the
    /// step from point i to the next one runs along the border of the grid, where the values only seem to end.
    package struct Ring: Sendable {
        package var points: [Point]
        package var isBorder: [Bool]
    }

    package let rings: [Ring]

    /// The rings around `value >= level`. Neighbouring regions whose fields are each other's negative share their outline
    /// to the last bit. NaN counts as not reached.
    package init(_ grid: ScalarGrid, level: Double) {
        var tracer = Tracer(grid, level: level)
        tracer.link()
        rings = tracer.rings()
    }

    /// The grid stands in a frame of cells that are below every level, and that have no width.
    private struct Tracer {
        let grid: ScalarGrid
        let level: Double
        let width: Int
        let height: Int
        /// From the edge where a segment begins to the edge where it ends. Edge 2n leads from node n to the right, edge
        /// 2n + 1 from node n up.
        var next: [Int32]
        /// Whether a node reaches the level; no node of the frame does.
        private var inside: [Bool]

        init(_ grid: ScalarGrid, level: Double) {
            self.grid = grid
            self.level = level
            width = grid.columns + 2
            height = grid.rows + 2
            next = Array(repeating: -1, count: 2 * width * height)
            inside = Array(repeating: false, count: width * height)
            for row in 0..<grid.rows {
                for column in 0..<grid.columns {
                    // A comparison with NaN is false.
                    inside[(row + 1) * width + column + 1] = grid.values[row * grid.columns + column] - level >= 0
                }
            }
        }

        /// Above the level, with nothing for the frame.
        func height(_ column: Int, _ row: Int) -> Double? {
            guard column > 0, row > 0, column <= grid.columns, row <= grid.rows else { return nil }
            let value = grid.values[(row - 1) * grid.columns + column - 1] - level
            return value.isNaN ? -.infinity : value
        }

        func isInside(_ column: Int, _ row: Int) -> Bool { inside[row * width + column] }

        mutating func link() {
            for row in 0..<(height - 1) {
                for column in 0..<(width - 1) { linkCell(column, row) }
            }
        }

        private mutating func linkCell(_ column: Int, _ row: Int) {
            let lowerLeft = isInside(column, row)
            let lowerRight = isInside(column + 1, row)
            let upperRight = isInside(column + 1, row + 1)
            let upperLeft = isInside(column, row + 1)
            let kind = (lowerLeft ? 1 : 0) | (lowerRight ? 2 : 0) | (upperRight ? 4 : 0) | (upperLeft ? 8 : 0)
            guard kind != 0, kind != 15 else { return }
            let node = row * width + column
            let bottom = Int32(2 * node)
            let left = Int32(2 * node + 1)
            let top = Int32(2 * (node + width))
            let right = Int32(2 * (node + 1) + 1)
            func link(_ from: Int32, _ to: Int32) { next[Int(from)] = to }
            switch kind {
            case 1: link(bottom, left)
            case 2: link(right, bottom)
            case 3: link(right, left)
            case 4: link(top, right)
            case 6: link(top, bottom)
            case 7: link(top, left)
            case 8: link(left, top)
            case 9: link(bottom, top)
            case 11: link(right, top)
            case 12: link(left, right)
            case 13: link(bottom, right)
            case 14: link(left, bottom)
            default: linkSaddle(kind, column, row, bottom, right, top, left)
            }
        }

        /// Two opposite corners are inside: the mean of the four says whether they are joined.
        private mutating func linkSaddle(
            _ kind: Int, _ column: Int, _ row: Int, _ bottom: Int32, _ right: Int32, _ top: Int32, _ left: Int32
        ) {
            let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map { height(column + $0.0, row + $0.1) ?? -.infinity }
            let joined = corners.reduce(0, +) >= 0
            let links: [(Int32, Int32)] =
                switch (kind == 5, joined) {
                case (true, true): [(bottom, right), (top, left)]
                case (true, false): [(bottom, left), (top, right)]
                case (false, true): [(right, top), (left, bottom)]
                case (false, false): [(right, bottom), (left, top)]
                }
            for (from, to) in links { next[Int(from)] = to }
        }

        mutating func rings() -> [Ring] {
            var rings: [Ring] = []
            for start in next.indices where next[start] >= 0 {
                var ring = Ring(points: [], isBorder: [])
                var edge = start
                while next[edge] >= 0 {
                    let following = Int(next[edge])
                    next[edge] = -1
                    ring.points.append(crossing(edge))
                    ring.isBorder.append(touchesFrame(edge) || touchesFrame(following))
                    edge = following
                }
                rings.append(ring)
            }
            return rings
        }

        private func ends(_ edge: Int) -> (from: (Int, Int), to: (Int, Int)) {
            let node = edge / 2
            let from = (node % width, node / width)
            return (from, edge % 2 == 0 ? (from.0 + 1, from.1) : (from.0, from.1 + 1))
        }

        private func touchesFrame(_ edge: Int) -> Bool {
            let (from, to) = ends(edge)
            return height(from.0, from.1) == nil || height(to.0, to.1) == nil
        }

        /// In grid coordinates; an edge into the frame is crossed at the grid's border node.
        private func crossing(_ edge: Int) -> Point {
            let (from, to) = ends(edge)
            let start = Point(x: Double(from.0 - 1), y: Double(from.1 - 1))
            let end = Point(x: Double(to.0 - 1), y: Double(to.1 - 1))
            guard let low = height(from.0, from.1) else { return end }
            guard let high = height(to.0, to.1) else { return start }
            let part: Double
            if low.isFinite, high.isFinite { part = low / (low - high) } else { part = 0.5 }
            return Point(x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part)
        }
    }
}
