extension Tensor {
    /// The sum of all numbers, added up in double precision.
    public func sum() -> Float { Float(scalars.reduce(0) { $0 + Double($1) }) }

    /// The mean of all numbers; NaN for an empty tensor.
    public func mean() -> Float { Float(scalars.reduce(0) { $0 + Double($1) } / Double(count)) }

    /// The largest number; −∞ for an empty tensor, NaN where one is NaN.
    public func max() -> Float { scalars.reduce(-.infinity) { $0.isNaN || $1 <= $0 ? $0 : $1 } }

    /// The smallest number; ∞ for an empty tensor, NaN where one is NaN.
    public func min() -> Float { scalars.reduce(.infinity) { $0.isNaN || $1 >= $0 ? $0 : $1 } }

    /// Sums along one axis, which disappears, or stays with length 1: `[m, n]` summed along 0 is `[n]`.
    ///
    /// - Parameter axis: from 0, or from the end: −1 is the last.
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis.
    public func sum(axis: Int, keepingAxis: Bool = false) throws -> Tensor {
        try reduced(axis: axis, keepingAxis: keepingAxis) { values in
            Float(values.reduce(0) { $0 + Double($1) })
        }
    }

    /// Means along one axis; otherwise as ``sum(axis:keepingAxis:)``.
    public func mean(axis: Int, keepingAxis: Bool = false) throws -> Tensor {
        try reduced(axis: axis, keepingAxis: keepingAxis) { values in
            Float(values.reduce(0) { $0 + Double($1) } / Double(values.count))
        }
    }

    /// The largest numbers along one axis; otherwise as ``sum(axis:keepingAxis:)``.
    public func max(axis: Int, keepingAxis: Bool = false) throws -> Tensor {
        try reduced(axis: axis, keepingAxis: keepingAxis) { $0.reduce(-.infinity) { $0.isNaN || $1 <= $0 ? $0 : $1 } }
    }

    /// The smallest numbers along one axis; otherwise as ``sum(axis:keepingAxis:)``.
    public func min(axis: Int, keepingAxis: Bool = false) throws -> Tensor {
        try reduced(axis: axis, keepingAxis: keepingAxis) { $0.reduce(.infinity) { $0.isNaN || $1 >= $0 ? $0 : $1 } }
    }

    /// Where the largest number along an axis stands (the first of equal ones), for each place of the other axes in order.
    ///
    /// `probabilities.argmax(axis: 1)` gives the class of each row of `[batch, classes]`.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis, or its length is 0.
    public func argmax(axis: Int = -1) throws -> [Int] {
        try checked(axis: axis, nonEmpty: true)
        return try reduced(axis: axis, keepingAxis: false) { values in
            var best = 0
            for index in values.indices where values[index] > values[best] { best = index }
            return Float(bitPattern: UInt32(truncatingIfNeeded: best))
        }.scalars.map { Int($0.bitPattern) }
    }

    @discardableResult
    private func checked(axis: Int, nonEmpty: Bool = false) throws -> Int {
        let place = axis < 0 ? axis + rank : axis
        guard shape.indices.contains(place) else {
            throw EngineError(
                .invalidArgument,
                "A tensor of shape \(shapeText(shape)) has no axis \(axis): they are 0..<\(rank), or −1 for the last.")
        }
        guard !nonEmpty || shape[place] > 0 else {
            throw EngineError(.invalidArgument, "Axis \(axis) of shape \(shapeText(shape)) is empty.")
        }
        return place
    }

    private func reduced(axis: Int, keepingAxis: Bool, _ combine: ([Float]) -> Float) throws -> Tensor {
        let axis = try checked(axis: axis)
        let length = shape[axis]
        let inner = shape[(axis + 1)...].reduce(1, *)
        let outer = shape[..<axis].reduce(1, *)
        var newShape = shape
        if keepingAxis { newShape[axis] = 1 } else { newShape.remove(at: axis) }
        var line = [Float](repeating: 0, count: length)
        return Tensor(uncheckedShape: newShape) { target in
            for block in 0..<outer {
                for column in 0..<inner {
                    for index in 0..<length { line[index] = scalars[(block * length + index) * inner + column] }
                    target[block * inner + column] = combine(line)
                }
            }
        }
    }
}
