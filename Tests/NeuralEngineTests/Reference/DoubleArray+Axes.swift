/// Shapes, axes and sums along them, by the place of every number.
extension DoubleArray {
    /// Places of the numbers of an array of a shape, for a distance along each axis.
    private static func places(_ shape: [Int], distances: [Int]) -> [Int] {
        var places = [0]
        for (length, distance) in zip(shape, distances) {
            var next: [Int] = []
            next.reserveCapacity(places.count * length)
            for start in places { for index in 0..<length { next.append(start + index * distance) } }
            places = next
        }
        return places
    }

    private static func distances(_ shape: [Int]) -> [Int] {
        var distances = [Int](repeating: 1, count: shape.count)
        for axis in shape.indices.dropLast().reversed() { distances[axis] = distances[axis + 1] * shape[axis + 1] }
        return distances
    }

    /// Where each number of a larger shape lies in this one.
    func places(repeatedTo larger: [Int]) -> [Int] {
        let missing = larger.count - shape.count
        let own = Self.distances(shape)
        let distances = larger.indices.map { $0 < missing || shape[$0 - missing] == 1 ? 0 : own[$0 - missing] }
        return Self.places(larger, distances: distances)
    }

    func reshaped(_ shape: [Int]) throws -> DoubleArray { DoubleArray(shape: shape, doubles: doubles) }

    func transposed(order: [Int]) throws -> DoubleArray {
        let distances = Self.distances(shape)
        let moved = order.map { shape[$0] }
        return DoubleArray(
            shape: moved, doubles: Self.places(moved, distances: order.map { distances[$0] }).map { doubles[$0] })
    }

    func gathered(_ indices: [Int], axis: Int) throws -> DoubleArray {
        let inner = shape[(axis + 1)...].reduce(1, *)
        var result: [Double] = []
        result.reserveCapacity(doubles.count / Swift.max(shape[axis], 1) * indices.count)
        for outer in 0..<shape[..<axis].reduce(1, *) {
            for index in indices {
                let start = (outer * shape[axis] + index) * inner
                result += doubles[start..<(start + inner)]
            }
        }
        var moved = shape
        moved[axis] = indices.count
        return DoubleArray(shape: moved, doubles: result)
    }

    static func concatenated(_ parts: [DoubleArray], axis: Int) throws -> DoubleArray {
        var shape = parts[0].shape
        let outer = shape[..<axis].reduce(1, *)
        shape[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
        var result: [Double] = []
        for row in 0..<outer {
            for part in parts {
                let width = part.doubles.count / outer
                result += part.doubles[(row * width)..<((row + 1) * width)]
            }
        }
        return DoubleArray(shape: shape, doubles: result)
    }

    func sum(axes: [Int], keepDimensions: Bool) throws -> DoubleArray {
        reduced(axes: axes, keepDimensions: keepDimensions, from: 0, +)
    }

    func max(axes: [Int], keepDimensions: Bool) throws -> DoubleArray {
        reduced(axes: axes, keepDimensions: keepDimensions, from: -.infinity) { Swift.max($0, $1) }
    }

    private func reduced(
        axes: [Int], keepDimensions: Bool, from start: Double, _ join: (Double, Double) -> Double
    ) -> DoubleArray {
        let kept = shape.indices.map { axes.contains($0) ? 1 : shape[$0] }
        var result = [Double](repeating: start, count: kept.reduce(1, *))
        let whole = DoubleArray(shape: kept, doubles: result)
        for (place, target) in whole.places(repeatedTo: shape).enumerated() {
            result[target] = join(result[target], doubles[place])
        }
        let left = keepDimensions ? kept : shape.indices.filter { !axes.contains($0) }.map { shape[$0] }
        return DoubleArray(shape: left, doubles: result)
    }
}
