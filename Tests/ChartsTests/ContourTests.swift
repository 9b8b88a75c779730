import Charts
import Testing

@Suite struct ContourTests {
    /// Twice the signed area of a ring (the shoelace formula).
    private func area(_ ring: IsoContour.Ring) -> Double {
        let points = ring.points
        return points.indices.reduce(0) { sum, index in
            let next = points[(index + 1) % points.count]
            return sum + points[index].x * next.y - next.x * points[index].y
        } / 2
    }

    /// x² + y² ≤ 4 on a grid of spacing 0.05: the polygon's area differs from 4π by the order of the squared spacing.
    @Test func aDiscHasItsArea() throws {
        let grid = try ScalarGrid(columns: 121, rows: 121, x: -3...3, y: -3...3) { 4 - $0 * $0 - $1 * $1 }
        let rings = IsoContour(grid, level: 0).rings
        #expect(rings.count == 1)
        #expect(abs(area(rings[0]) * 0.05 * 0.05 - 4 * Double.pi) < 0.01)
        #expect(!rings[0].isBorder.contains(true))
    }

    @Test func everythingReachedIsTheWholeGrid() throws {
        let grid = try ScalarGrid(columns: 4, rows: 3, x: 0...1, y: 0...1) { _, _ in 1 }
        let rings = IsoContour(grid, level: 0).rings
        #expect(rings.count == 1)
        #expect(abs(area(rings[0])) == 6)
        #expect(rings[0].isBorder.allSatisfy { $0 })
        #expect(IsoContour(grid, level: 2).rings.isEmpty)
    }

    @Test func aRegionAndItsComplementFillTheGrid() throws {
        let grid = try ScalarGrid(columns: 30, rows: 20, x: 0...1, y: 0...1) { x, y in
            (x - 0.31) * (y - 0.47) + 0.02 * (x * 50).truncatingRemainder(dividingBy: 1)
        }
        let inverse = try ScalarGrid(
            columns: 30, rows: 20, values: grid.values.map { -$0 }, x: grid.x, y: grid.y)
        let total = (IsoContour(grid, level: 0).rings + IsoContour(inverse, level: 0).rings).reduce(0) { $0 + area($1) }
        // Shared outlines cancel to the last bits of sums of about a hundred terms; saddles are cut the same way.
        #expect(abs(total - 29 * 19) < 1e-6)
    }

    @Test func nanIsNotReached() throws {
        let grid = try ScalarGrid(
            columns: 3, rows: 3, values: [1, 1, 1, 1, .nan, 1, 1, 1, 1], x: 0...1, y: 0...1)
        let rings = IsoContour(grid, level: 0).rings
        #expect(rings.count == 2)
        #expect(rings.allSatisfy { $0.points.allSatisfy { $0.x.isFinite && $0.y.isFinite } })
    }

    @Test func rastersMergeEqualCells() throws {
        let grid = try ScalarGrid(columns: 200, rows: 200, x: 0...1, y: 0...1) { x, _ in x > 0.5 ? 1 : 0 }
        let chart = Chart { RasterMark(grid) }
        #expect(chart.svg.utf8.count < 20_000)
        #expect(chart.textDescription.contains("200 by 200 cells, values 0 to 1"))
    }
}
