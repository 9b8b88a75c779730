/// Fewer corners for the same outline (Douglas and Peucker, 1973).
package enum Simplification {
    /// The points of `line` such that no left-out point is farther than `tolerance` from what remains. Both ends stay.
    package static func simplified(_ line: [Point], tolerance: Double) -> [Point] {
        guard line.count > 2 else { return line }
        var keep = Array(repeating: false, count: line.count)
        keep[0] = true
        keep[line.count - 1] = true
        var pending = [(0, line.count - 1)]
        while let (start, end) = pending.popLast() {
            guard end > start + 1 else { continue }
            var farthest = start
            var distance = tolerance * tolerance
            for index in (start + 1)..<end {
                let candidate = squaredDistance(line[index], line[start], line[end])
                if candidate > distance { (farthest, distance) = (index, candidate) }
            }
            if farthest > start {
                keep[farthest] = true
                pending.append((start, farthest))
                pending.append((farthest, end))
            }
        }
        return line.indices.filter { keep[$0] }.map { line[$0] }
    }

    /// The same for a closed ring, cut in two at its first point and the one farthest from it.
    package static func simplified(ring: [Point], tolerance: Double) -> [Point] {
        guard ring.count > 4 else { return ring }
        let start = ring[0]
        let opposite = ring.indices.max { squared(ring[$0], start) < squared(ring[$1], start) } ?? 0
        let there = simplified(Array(ring[0...opposite]), tolerance: tolerance)
        let back = simplified(Array(ring[opposite...]) + [start], tolerance: tolerance)
        return there.dropLast() + back.dropLast()
    }

    private static func squared(_ a: Point, _ b: Point) -> Double {
        (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
    }

    /// To the segment, not to the line through it.
    private static func squaredDistance(_ point: Point, _ start: Point, _ end: Point) -> Double {
        let length = squared(start, end)
        guard length > 0 else { return squared(point, start) }
        let along = ((point.x - start.x) * (end.x - start.x) + (point.y - start.y) * (end.y - start.y)) / length
        let part = min(max(along, 0), 1)
        return squared(
            point, Point(x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part))
    }
}
