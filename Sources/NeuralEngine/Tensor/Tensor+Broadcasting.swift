extension Tensor {
    /// The shape that two shapes take together: axes are compared from the last, and one of length 1 (or none) repeats.
    ///
    /// `[4, 1]` with `[3]` gives `[4, 3]`. NumPy's rule.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with both shapes when two lengths differ and neither is 1.
    public static func broadcastShape(_ left: [Int], _ right: [Int]) throws -> [Int] {
        let rank = Swift.max(left.count, right.count)
        return try (0..<rank).map { axis in
            let leftAxis = axis - (rank - left.count)
            let rightAxis = axis - (rank - right.count)
            let first = leftAxis >= 0 ? left[leftAxis] : 1
            let second = rightAxis >= 0 ? right[rightAxis] : 1
            guard first == second || first == 1 || second == 1 else {
                throw EngineError(
                    .shapeMismatch,
                    """
                    Shapes \(shapeText(left)) and \(shapeText(right)) do not fit: compared from the last axis, \
                    two lengths must be equal or one of them 1, and \(first) meets \(second).
                    """)
            }
            return first == 1 ? second : first
        }
    }

    /// This tensor repeated to a larger shape.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when it does not fit that shape by ``broadcastShape(_:_:)``.
    public func broadcast(to target: [Int]) throws -> Tensor {
        guard target != shape else { return self }
        _ = try Tensor.scalarCount(of: target)
        guard try Tensor.broadcastShape(shape, target) == target else {
            throw EngineError(
                .shapeMismatch, "A tensor of shape \(shapeText(shape)) cannot be repeated to \(shapeText(target)).")
        }
        return applying(Broadcasting(shape: target))
    }
}
