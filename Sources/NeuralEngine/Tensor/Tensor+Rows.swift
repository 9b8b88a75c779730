extension Tensor {
    /// Row `index`: the part at that place of the first axis, with the other axes left.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such row.
    public func row(_ index: Int) throws -> Tensor {
        // The largest Int has no next one, and is no row.
        try rows(index..<Swift.max(index, index &+ 1)).applying(Reshaping(shape: Array(shape.dropFirst())))
    }

    /// Some consecutive rows (places of the first axis).
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the range reaches outside.
    public func rows(_ range: Range<Int>) throws -> Tensor {
        guard let length = shape.first, range.lowerBound >= 0, range.upperBound <= length else {
            throw EngineError(
                .invalidArgument,
                "Rows \(range.lowerBound)..<\(range.upperBound) do not lie in a tensor of shape \(shapeText(shape)).")
        }
        let start = [range.lowerBound] + Array(repeating: 0, count: rank - 1)
        return applying(Slicing(start: start, shape: [range.count] + shape.dropFirst()))
    }

    /// The rows with the given indices, in that order; an index may come more than once.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when an index lies outside.
    public func gathered(rows indices: [Int]) throws -> Tensor {
        let length = shape.first ?? 0
        if let wrong = indices.first(where: { $0 < 0 || $0 >= length }) {
            throw EngineError(
                .invalidArgument, "There is no row \(wrong) in a tensor of shape \(shapeText(shape)).")
        }
        let rest = shape.dropFirst()
        return applying(Gathering(places: indices, width: rest.reduce(1, *), shape: [indices.count] + rest))
    }

    /// The parts at the given places of an axis, in that order: `x.gathered([2, 0], axis: 1)` takes columns 2 and 0.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis or place.
    public func gathered(_ indices: [Int], axis: Int) throws -> Tensor {
        let axis = try checked(axis: axis)
        let length = shape[axis]
        if let wrong = indices.first(where: { $0 < 0 || $0 >= length }) {
            throw EngineError(
                .invalidArgument,
                "Axis \(axis) of shape \(shapeText(shape)) has no place \(wrong): they are 0..<\(length).")
        }
        var result = shape
        result[axis] = indices.count
        _ = try Tensor.scalarCount(of: result)
        let outer = shape[..<axis].reduce(1, *)
        let places = (0..<outer).flatMap { block in indices.map { block * length + $0 } }
        return applying(Gathering(places: places, width: shape[(axis + 1)...].reduce(1, *), shape: result))
    }

    /// One number for each place of the other axes: `logProbabilities.picked(labels)` takes, from each row, the column of its
    /// label; `[batch, classes]` gives `[batch]`.
    ///
    /// - Parameter indices: one for each place of the other axes, in their order.
    /// - Throws: ``EngineError/Code/shapeMismatch`` when there are more or fewer, ``EngineError/Code/invalidArgument`` when one
    ///   lies outside of the axis.
    public func picked(_ indices: [Int], axis: Int = -1) throws -> Tensor {
        let axis = try checked(axis: axis)
        let length = shape[axis]
        let inner = shape[(axis + 1)...].reduce(1, *)
        var rest = shape
        rest.remove(at: axis)
        guard indices.count == rest.reduce(1, *) else {
            throw EngineError(
                .shapeMismatch,
                """
                \(indices.count) indices were given for a tensor of shape \(shapeText(shape)): along axis \(axis) it takes one \
                for each place of \(shapeText(rest)), \(rest.reduce(1, *)) in all.
                """)
        }
        if let wrong = indices.firstIndex(where: { $0 < 0 || $0 >= length }) {
            throw EngineError(
                .invalidArgument,
                "Index \(wrong) is \(indices[wrong]), but axis \(axis) of shape \(shapeText(shape)) has the places 0..<\(length)."
            )
        }
        let places = indices.enumerated().map { place, index in
            (place / inner * length + index) * inner + place % inner
        }
        return applying(Gathering(places: places, width: 1, shape: rest))
    }
}
