/// Leaves out the points of a long line that nobody could see.
///
/// Consecutive points in the same half pixel column draw a vertical stroke, whatever their number; the first, the lowest, the
/// highest and the last of them draw the same one (the M4 aggregation: Jugel et al., "M4: A Visualization-Oriented Time
/// Series Data Aggregation", VLDB 2014). A line of 100,000 points over 600 pixels keeps at most 4,800 of them.
package struct LineThinning: Sendable {
    private var points: [Point] = []
    private var first = Point(x: 0, y: 0)
    private var last = Point(x: 0, y: 0)
    private var lowest = Point(x: 0, y: 0)
    private var highest = Point(x: 0, y: 0)
    private var lowestIsFirst = true
    private var count = 0
    private var column = 0

    package init() {}

    package mutating func add(_ point: Point) {
        let place = Int((min(max(point.x, -1e6), 1e6) * 2).rounded(.down))
        if count > 0, place == column {
            count += 1
            if point.y < lowest.y {
                lowest = point
                lowestIsFirst = false
            }
            if point.y > highest.y {
                highest = point
                lowestIsFirst = true
            }
        } else {
            flush()
            (first, lowest, highest, column, count) = (point, point, point, place, 1)
            lowestIsFirst = true
        }
        last = point
    }

    package var isEmpty: Bool { count == 0 && points.isEmpty }

    /// Ends the line.
    package mutating func finished() -> [Point] {
        flush()
        return points
    }

    private mutating func flush() {
        guard count > 0 else { return }
        append(first)
        if count > 2 {
            let inner = lowestIsFirst ? (lowest, highest) : (highest, lowest)
            append(inner.0)
            append(inner.1)
        }
        if count > 1 { append(last) }
        count = 0
    }

    /// A point repeated, or in the middle of a level or upright stroke, adds nothing.
    private mutating func append(_ point: Point) {
        if let previous = points.last {
            if previous == point { return }
            if points.count > 1 {
                let earlier = points[points.count - 2]
                let isLevel = earlier.y == previous.y && previous.y == point.y
                if isLevel && (earlier.x <= previous.x) == (previous.x <= point.x) {
                    points[points.count - 1] = point
                    return
                }
            }
        }
        points.append(point)
    }
}
