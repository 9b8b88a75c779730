extension Tensor {
    /// An axis counted from 0, of one that may be counted from the end.
    func checked(axis: Int) throws -> Int {
        let place = axis < 0 ? axis + rank : axis
        guard place >= 0, place < rank else {
            throw EngineError(
                .invalidArgument,
                "A tensor of shape \(shapeText(shape)) has no axis \(axis): they are 0..<\(rank), or −1 for the last.")
        }
        return place
    }

    /// Axes counted from 0, in order.
    func checked(axes: [Int]) throws -> [Int] {
        let places = try axes.map { try checked(axis: $0) }.sorted()
        if let twice = zip(places, places.dropFirst()).first(where: { $0 == $1 }) {
            throw EngineError(.invalidArgument, "Axis \(twice.0) is named twice in \(shapeText(axes)).")
        }
        return places
    }

    /// This tensor as `[outer, length, inner]`, the middle being some neighbouring axes.
    func joined(_ range: Range<Int>, keepDimensions: Bool) -> ReducedAxes {
        let kept = keepDimensions ? Array(repeating: 1, count: range.count) : []
        return ReducedAxes(
            outer: shape[..<range.lowerBound].reduce(1, *), length: shape[range].reduce(1, *),
            inner: shape[range.upperBound...].reduce(1, *),
            shape: shape[..<range.lowerBound] + kept + shape[range.upperBound...])
    }

    /// Applies an operation on neighbouring axes to each run of such axes, the last one first.
    func reduced<Operation: UnaryOperation>(
        axes: [Int], keepDimensions: Bool, _ operation: (ReducedAxes) -> Operation
    ) throws -> Tensor {
        var places = try checked(axes: axes)
        var result = self
        while let last = places.popLast() {
            var first = last
            while places.last == first - 1 { first = places.removeLast() }
            result = result.applying(operation(result.joined(first..<(last + 1), keepDimensions: keepDimensions)))
        }
        return result
    }

    /// How many numbers come together where these axes are reduced.
    func length(ofAxes axes: [Int]) throws -> Int { try checked(axes: axes).reduce(1) { $0 * shape[$1] } }

    /// All axes as one.
    var whole: ReducedAxes { ReducedAxes(outer: 1, length: count, inner: 1, shape: []) }
}
