import Charts
import Testing

@Suite struct ThinningTests {
    /// In every half pixel column, the thinned line reaches exactly as far as the whole one.
    @Test func columnsKeepTheirExtremes() {
        let count = 100_000
        let points = (0..<count).map { index in
            Point(x: Double(index) / Double(count) * 300, y: Double((index &* 7919) % 1009) / 10)
        }
        var thinning = LineThinning()
        for point in points { thinning.add(point) }
        let kept = thinning.finished()
        #expect(kept.count <= 4 * 600)
        #expect(kept.first == points.first)
        #expect(kept.last == points.last)
        func extremes(_ points: [Point]) -> [Int: ClosedRange<Double>] {
            points.reduce(into: [:]) { result, point in
                let column = Int(point.x * 2)
                let old = result[column] ?? point.y...point.y
                result[column] = min(old.lowerBound, point.y)...max(old.upperBound, point.y)
            }
        }
        #expect(extremes(kept) == extremes(points))
    }

    @Test func aFewPointsAllStay() {
        let points = [(0.0, 1.0), (5, 2), (10, 0), (11, 4)].map { Point(x: $0.0, y: $0.1) }
        var thinning = LineThinning()
        for point in points { thinning.add(point) }
        #expect(thinning.finished() == points)
    }

    @Test func aLevelLineIsTwoPoints() {
        var thinning = LineThinning()
        for x in 0..<1000 { thinning.add(Point(x: Double(x), y: 3)) }
        #expect(thinning.finished() == [Point(x: 0, y: 3), Point(x: 999, y: 3)])
    }

    @Test func aLongSeriesStaysSmall() throws {
        let y = (0..<100_000).map { Double(($0 &* 7919) % 1009) }
        let chart = Chart { LineMark(y: y) }
        #expect(chart.svg.utf8.count < 60_000)
    }

    /// Dots that hide each other are merged; a run of them stays as long as it was.
    @Test func aCloudStaysSmall() throws {
        let x = (0..<100_000).map { Double(($0 &* 7919) % 10_007) }
        let y = (0..<100_000).map { Double(($0 &* 104_729) % 9973) }
        #expect(Chart { PointMark(x: x, y: y) }.svg.utf8.count < 1_500_000)
        let same = Array(repeating: 1.0, count: 100_000)
        #expect(Chart { PointMark(x: same, y: same) }.svg.utf8.count < 6000)
    }

    @Test func simplificationStaysWithinTolerance() {
        let line = (0...100).map { Point(x: Double($0), y: Double($0 % 2) * 0.2) }
        #expect(Simplification.simplified(line, tolerance: 0.3).count == 2)
        #expect(Simplification.simplified(line, tolerance: 0.1).count > 50)
        let square = [(0.0, 0.0), (5, 0), (10, 0), (10, 10), (0, 10), (0, 5)].map { Point(x: $0.0, y: $0.1) }
        #expect(Simplification.simplified(ring: square, tolerance: 0.1).count <= 5)
    }
}
